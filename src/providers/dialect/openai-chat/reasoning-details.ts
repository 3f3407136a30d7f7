/**
 * OpenRouter's form of thinking with its proofs. A summary and the sealed thinking after it are one block of ours.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
import type { ReasoningBlock } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

/** Whose proofs a model reads; it has to be said with each of them. */
const FORMATS: Readonly<Record<string, string>> = {
  anthropic: 'anthropic-claude-v1',
  google: 'google-gemini-v1',
  openai: 'openai-responses-v1',
  'x-ai': 'xai-responses-v1',
};

export function encodeDetails(blocks: readonly ReasoningBlock[], model: string): readonly JsonObject[] {
  const [family = ''] = model.replace(/^~/, '').split('/');
  const format = Object.hasOwn(FORMATS, family) ? FORMATS[family] : undefined;
  return blocks.flatMap((block, index) =>
    detailsOf(block).map((detail) => ({ ...detail, ...(format !== undefined && { format }), index })),
  );
}

function detailsOf({ text, signature, sealed, id }: ReasoningBlock): JsonObject[] {
  const named = id === undefined ? {} : { id };
  const proof = signature === undefined ? {} : { signature };
  if (sealed === undefined) return [{ type: 'reasoning.text', text, ...proof, ...named }];
  const summary = text === '' ? [] : [{ type: 'reasoning.summary', summary: text }];
  return [...summary, { type: 'reasoning.encrypted', data: sealed, ...named }];
}
