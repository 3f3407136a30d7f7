/** Asks which models a server of the dialect has. https://platform.openai.com/docs/api-reference/models/list */
import { isJsonObject } from '#core/json.ts';
import type { WireRequest } from '#core/provider.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function encodeModelList(baseUrl: string, headers: Readonly<Record<string, string>>): WireRequest {
  return { method: 'GET', url: `${baseUrl}/models`, headers };
}

/** In alphabetical order. @throws GatewayError PROVIDER_PROTOCOL */
export function decodeModelList(body: unknown): readonly string[] {
  // Together answers with the bare list.
  const models = isJsonObject(body) ? body.data : body;
  if (!Array.isArray(models)) throw notUnderstood('The answer has no list of models.');
  return listOf(models)
    .map((model) => stringOf(objectOf(model).id))
    .filter((id) => id !== '')
    .sort();
}
