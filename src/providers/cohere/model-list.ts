/** Asks which models can chat. Cohere has that list in version 1 only. https://docs.cohere.com/reference/list-models */
import { isJsonObject } from '#core/json.ts';
import type { Endpoint, WireRequest } from '#core/provider.ts';
import type { CohereOptions } from '#providers/cohere/adapter.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function encodeModelList({ baseUrl, options }: Endpoint<CohereOptions>): WireRequest {
  const url = `${baseUrl.replace(/\/v2$/, '/v1')}/models?endpoint=chat&page_size=1000`;
  return { method: 'GET', url, headers: clientHeaders(options) };
}

export function clientHeaders({ clientName }: CohereOptions): Record<string, string> {
  return clientName === undefined ? {} : { 'x-client-name': clientName };
}

/** In alphabetical order. @throws GatewayError PROVIDER_PROTOCOL */
export function decodeModelList(body: unknown): readonly string[] {
  if (!isJsonObject(body) || !Array.isArray(body.models)) throw notUnderstood('The answer has no list of models.');
  return listOf(body.models)
    .map((model) => stringOf(objectOf(model).name))
    .filter((name) => name !== '')
    .sort();
}
