/** Joins parameters for this vendor alone with the body that was written. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { listOf } from '#providers/wire/json-readers.ts';

/** What others have read before must not be replaced after them; in either spelling that the wire takes. */
const RESERVED = new Set(['contents', 'messages', 'input', 'model', 'stream', 'systeminstruction']);
/** The body, `generationConfig`, `thinkingConfig`: what is deeper is taken as a whole. */
const MAX_DEPTH = 3;

export function mergeOptions(
  body: JsonObject,
  { providerOptions = {} }: Pick<ChatRequest, 'providerOptions'>,
  ids: readonly string[],
  warnings: ChatWarning[],
): JsonObject {
  return ids.reduce((merged, id) => {
    const given = providerOptions[id] ?? {};
    const allowed = Object.entries(given).filter(([name]) => {
      const isOurs = RESERVED.has(name.replaceAll('_', '').toLowerCase());
      if (isOurs)
        warnings.push({ setting: `providerOptions.${id}.${name}`, message: 'This is said by the request itself.' });
      return !isOurs;
    });
    return join(merged, Object.fromEntries(allowed), 1);
  }, body);
}

function join(body: JsonObject, given: JsonObject, depth: number): JsonObject {
  const joined = Object.entries(given).map(([name, value]) => {
    const before = body[name];
    // Tools of the vendor join those of the caller.
    if (name === 'tools' && depth === 1) return [name, [...listOf(before), ...listOf(value)]] as const;
    const isDeeper = depth < MAX_DEPTH && isJsonObject(before) && isJsonObject(value);
    return [name, isDeeper ? join(before, value, depth + 1) : value] as const;
  });
  return { ...body, ...Object.fromEntries(joined) };
}
