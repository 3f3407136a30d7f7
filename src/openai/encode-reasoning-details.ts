/** Thinking with its proofs, in the form that OpenRouter gave it. https://openrouter.ai/docs/use-cases/reasoning-tokens */
import type { ReasoningBlock } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

/** Nothing where no block has a proof: then the text says it all. */
export function encodeReasoningDetails(blocks: readonly ReasoningBlock[]): readonly JsonObject[] {
  return blocks.some(hasProof) ? blocks.flatMap(detailsOf) : [];
}

export function hasProof({ signature, sealed, id }: ReasoningBlock): boolean {
  return signature !== undefined || sealed !== undefined || id !== undefined;
}

/** Sealed thinking may have a summary that can be read; both have the block's number. */
export function detailsOf({ text, signature, sealed, id }: ReasoningBlock, index: number): readonly JsonObject[] {
  const proof = { ...(signature !== undefined && { signature }), ...(id !== undefined && { id }) };
  if (sealed === undefined) return [{ type: 'reasoning.text', text, ...proof, index }];
  const encrypted = { type: 'reasoning.encrypted', data: sealed, ...proof, index };
  return text === '' ? [encrypted] : [{ type: 'reasoning.summary', summary: text, index }, encrypted];
}
