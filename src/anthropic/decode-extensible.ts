/** What stands beside the fields that we know: a hint for the cache, and what has no word of ours. */
import type { CacheHint, Extensible } from '#core/chat/request.ts';
import { isJsonObject, type Json } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

export function decodeExtensible(
  reader: FieldReader,
  known: ReadonlySet<string>,
): Pick<Extensible, 'extra' | 'cacheHint'> {
  const { cache_control: control, ...others } = reader.others(known).extra ?? {};
  const cacheHint = readHint(control);
  const extra = cacheHint || control === undefined ? others : { ...others, cache_control: control };
  return { ...(Object.keys(extra).length > 0 && { extra }), ...(cacheHint && { cacheHint }) };
}

/** https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching */
function readHint(control: Json | undefined): CacheHint | undefined {
  if (!isJsonObject(control)) return undefined;
  const { type, ttl, ...rest } = control;
  if (type !== 'ephemeral' || Object.keys(rest).length > 0) return undefined;
  if (ttl == null) return {};
  return ttl === '5m' || ttl === '1h' ? { ttl } : undefined;
}
