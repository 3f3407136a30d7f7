/** Asks which models the server has. https://docs.ollama.com/api/tags */
import { isJsonObject } from '#core/json.ts';
import type { WireRequest } from '#core/provider.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function encodeModelList({ baseUrl }: { readonly baseUrl: string }): WireRequest {
  return { method: 'GET', url: `${baseUrl}/api/tags`, headers: {} };
}

/** In alphabetical order. @throws GatewayError PROVIDER_PROTOCOL */
export function decodeModelList(body: unknown): readonly string[] {
  if (!isJsonObject(body) || !Array.isArray(body.models)) throw notUnderstood('The answer has no list of models.');
  return listOf(body.models)
    .map(objectOf)
    .map(({ model, name }) => stringOf(model) || stringOf(name))
    .filter((name) => name !== '')
    .sort();
}
