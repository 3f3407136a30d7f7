/** Asks which models there are, and keeps those that answer or embed. https://ai.google.dev/api/models#method:-models.list */
import { isJsonObject } from '#core/json.ts';
import type { WireRequest } from '#core/provider.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

const USED = new Set(['generateContent', 'embedContent']);

export function encodeModelList(baseUrl: string): WireRequest {
  return { method: 'GET', url: `${baseUrl}/models?pageSize=1000`, headers: {} };
}

/** In alphabetical order. @throws GatewayError PROVIDER_PROTOCOL */
export function decodeModelList(body: unknown): readonly string[] {
  if (!isJsonObject(body) || !Array.isArray(body.models)) throw notUnderstood('The answer has no list of models.');
  return listOf(body.models)
    .map(objectOf)
    .filter((model) => listOf(model.supportedGenerationMethods).some((method) => USED.has(stringOf(method))))
    .map(({ name }) => stringOf(name).replace(/^models\//, ''))
    .filter((name) => name !== '')
    .sort();
}
