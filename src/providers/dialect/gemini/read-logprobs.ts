/**
 * Reads probabilities into the form that the OpenAI wire has for them.
 * https://ai.google.dev/api/generate-content#LogprobsResult
 */
import type { Json, JsonObject } from '#core/json.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** One entry a token; empty where there are none. */
export function readLogprobs(given: Json | undefined): readonly JsonObject[] {
  const { chosenCandidates, topCandidates } = objectOf(given);
  const others = listOf(topCandidates);
  return listOf(chosenCandidates).map((chosen, position) => ({
    ...readToken(chosen),
    top_logprobs: listOf(objectOf(others[position]).candidates).map(readToken),
  }));
}

function readToken(given: Json): JsonObject {
  const { token, logProbability, tokenId } = objectOf(given);
  return {
    token: stringOf(token),
    // A certain token has the logarithm 0, which this wire leaves out.
    logprob: typeof logProbability === 'number' ? logProbability : 0,
    bytes: null,
    ...(typeof tokenId === 'number' && { token_id: tokenId }),
  };
}
