/** Reads vectors in OpenAI's dialect: of numbers or as base64, in the order that their indexes say. */
import type { EmbeddingResult } from '#core/embedding.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { errorInside } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, isEmpty, objectOf, stringOf, withoutEmpty } from '#providers/wire/json-readers.ts';
import { readVector } from '#providers/wire/read-vector.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the error says, where one came with status 200. */
export function decodeEmbeddings(body: unknown): EmbeddingResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  if (!Array.isArray(body.data)) throw errorInside(body) ?? notUnderstood('The answer has no list of embeddings.');
  const usage = objectOf(body.usage);
  const extra = extraOf(body, usage);
  return {
    model: stringOf(body.model),
    vectors: inOrder(body.data as readonly Json[]).map(readVector),
    usage: { ...tokensOf(usage), estimated: false },
    warnings: [],
    ...(!isEmpty(extra) && { extra }),
  };
}

/** Servers that leave the indexes out give the vectors in order. */
function inOrder(data: readonly Json[]): readonly (Json | undefined)[] {
  const places: (Json | undefined)[] = data.map(() => undefined);
  for (const [position, entry] of data.entries()) {
    const { embedding, index = position } = objectOf(entry);
    const place = countOf(index) ?? -1;
    if (place >= places.length || places[place] !== undefined) throw notUnderstood('The indexes do not fit the list.');
    places[place] = embedding;
  }
  return places;
}

/** Some servers say nought where they have not counted. */
function tokensOf({ prompt_tokens, prompt_tokens_details }: JsonObject): {
  inputTokens?: number;
  cachedInputTokens?: number;
} {
  const inputTokens = countOf(prompt_tokens) || undefined;
  const cachedInputTokens = countOf(objectOf(prompt_tokens_details).cached_tokens);
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
  };
}

const BODY_WORDS = new Set(['object', 'data', 'model', 'usage']);
const USAGE_WORDS = new Set(['prompt_tokens', 'prompt_tokens_details', 'completion_tokens', 'total_tokens']);

function extraOf(body: JsonObject, usage: JsonObject): JsonObject {
  const without = (object: JsonObject, words: ReadonlySet<string>) =>
    withoutEmpty(Object.fromEntries(Object.entries(object).filter(([name]) => !words.has(name))));
  return withoutEmpty({ ...without(body, BODY_WORDS), usage: without(usage, USAGE_WORDS) });
}
