/** The dialect's content, a text or a list of parts, as visible text, thinking, refusal and what only this wire has. */
import type { Json, JsonObject } from '#core/json.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface ReadContent {
  /** Texts, and between them parts that have no word of ours. */
  readonly pieces: readonly (string | JsonObject)[];
  readonly reasoning: string;
  readonly refusal: string;
}

export function readContent(message: JsonObject): ReadContent {
  const content = message.content;
  const refusal = stringOf(message.refusal);
  // DeepSeek and vLLM say `reasoning_content`, Groq and OpenRouter `reasoning`; those who send both repeat themselves.
  const reasoning = stringOf(message.reasoning_content) || stringOf(message.reasoning);
  if (!Array.isArray(content)) return { pieces: textPieces(content), reasoning, refusal };
  const parts = listOf(content).map(objectOf);
  return {
    pieces: parts.flatMap(piecesOf),
    reasoning: reasoning + parts.map((part) => thinkingOf(part.thinking)).join(''),
    refusal: refusal + parts.map((part) => stringOf(part.refusal)).join(''),
  };
}

function textPieces(text: Json | undefined): string[] {
  return typeof text === 'string' && text !== '' ? [text] : [];
}

function piecesOf(part: JsonObject): (string | JsonObject)[] {
  if (part.thinking !== undefined || part.refusal !== undefined) return textPieces(part.text);
  return typeof part.text === 'string' || isEmpty(part) ? textPieces(part.text) : [part];
}

/** Mistral writes thinking as a list of texts inside its part. */
function thinkingOf(thinking: Json | undefined): string {
  if (typeof thinking === 'string') return thinking;
  return listOf(thinking)
    .map((part) => stringOf(objectOf(part).text))
    .join('');
}
