/** `provider_options`: parameters for one vendor alone, by the id of its adapter. */
import type { JsonObject } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

export function decodeProviderOptions(reader: FieldReader): Readonly<Record<string, JsonObject>> | undefined {
  if (!reader.has('provider_options')) return undefined;
  const options = reader.inside('provider_options');
  const named = Object.keys(options.value).flatMap((id): [string, JsonObject][] => {
    const found = options.object(id);
    return found ? [[id, found]] : [];
  });
  return Object.fromEntries(named);
}
