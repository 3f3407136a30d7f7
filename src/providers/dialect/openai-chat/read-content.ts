/** The dialect's content, a text or a list of parts, as visible text, thinking and refusal. */
import type { Json, JsonObject } from '#core/json.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface ReadContent {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
}

export function readContent(message: JsonObject): ReadContent {
  const content = message.content;
  const refusal = stringOf(message.refusal);
  // DeepSeek and vLLM say `reasoning_content`, Groq and OpenRouter `reasoning`; those who send both repeat themselves.
  const reasoning = stringOf(message.reasoning_content) || stringOf(message.reasoning);
  if (!Array.isArray(content)) return { text: stringOf(content), reasoning, refusal };
  const parts = listOf(content).map(objectOf);
  return {
    text: parts.map((part) => stringOf(part.text)).join(''),
    reasoning: reasoning + parts.map((part) => thinkingOf(part.thinking)).join(''),
    refusal: refusal + parts.map((part) => stringOf(part.refusal)).join(''),
  };
}

/** Mistral writes thinking as a list of texts inside its part. */
function thinkingOf(thinking: Json | undefined): string {
  if (typeof thinking === 'string') return thinking;
  return listOf(thinking)
    .map((part) => stringOf(objectOf(part).text))
    .join('');
}
