/** Asks Anthropic which models there are. https://docs.anthropic.com/en/api/models-list */
import type { Endpoint, WireRequest } from '#core/provider.ts';
import type { AnthropicOptions } from '#providers/anthropic/adapter.ts';
import { headersOf } from '#providers/anthropic/headers.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function encodeModelList({ baseUrl }: Endpoint<AnthropicOptions>): WireRequest {
  return { method: 'GET', url: `${baseUrl}/models?limit=1000`, headers: headersOf([]) };
}

export function decodeModelList(body: unknown): readonly string[] {
  const { data } = objectOf(body);
  if (!Array.isArray(data)) throw notUnderstood('A list of models without data.');
  return data.map((model) => stringOf(objectOf(model).id)).filter((name) => name !== '');
}
