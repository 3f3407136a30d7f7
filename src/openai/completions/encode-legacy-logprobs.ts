/** The probabilities of a text's pieces in the form that text completions have them: one list for each thing said of them. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** `start`: how much text comes before. Null where nothing is known. */
export function encodeLegacyLogprobs(logprobs: Json | undefined, start: number): JsonObject | null {
  const content = isJsonObject(logprobs) ? logprobs.content : undefined;
  const pieces = Array.isArray(content) ? content.filter(isJsonObject) : [];
  if (pieces.length === 0) return null;
  let offset = start;
  return {
    tokens: pieces.map(tokenOf),
    token_logprobs: pieces.map(({ logprob }) => logprob ?? null),
    top_logprobs: pieces.map(({ top_logprobs }) => encodeTop(top_logprobs)),
    text_offset: pieces.map((piece) => {
      const at = offset;
      offset += tokenOf(piece).length;
      return at;
    }),
  };
}

function encodeTop(top: Json | undefined): JsonObject | null {
  if (!Array.isArray(top) || top.length === 0) return null;
  return Object.fromEntries(top.filter(isJsonObject).map((piece) => [tokenOf(piece), piece.logprob ?? null]));
}

function tokenOf({ token }: JsonObject): string {
  return typeof token === 'string' ? token : '';
}
