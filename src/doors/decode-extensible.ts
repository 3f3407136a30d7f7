/** What stands beside the fields that we know: a hint for the vendor's cache, and what has no word of ours. */
import type { CacheHint, Extensible } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

/** `nested`: what was not understood inside of a field that we know, under the name of that field. */
export function decodeExtensible(
  reader: FieldReader,
  known: ReadonlySet<string>,
  nested: JsonObject = {},
): Pick<Extensible, 'extra' | 'cacheHint'> {
  const { cache_control: control, ...others } = { ...reader.others(known).extra, ...nested };
  const cacheHint = readHint(control);
  const extra = cacheHint || control === undefined ? others : { ...others, cache_control: control };
  return { ...(Object.keys(extra).length > 0 && { extra }), ...(cacheHint && { cacheHint }) };
}

/** Anthropic's form, which others took over; undefined where it says more than we have words for. */
function readHint(control: Json | undefined): CacheHint | undefined {
  if (!isJsonObject(control)) return undefined;
  const { type, ttl, ...rest } = control;
  if (type !== 'ephemeral' || Object.keys(rest).length > 0) return undefined;
  if (ttl == null) return {};
  return ttl === '5m' || ttl === '1h' ? { ttl } : undefined;
}

/** The fields of the object in `name` that are none of `known`, ready to be kept under that name. */
export function unknownInside(name: string, reader: FieldReader, known: ReadonlySet<string>): JsonObject {
  const { extra } = reader.others(known);
  return extra ? { [name]: extra } : {};
}
