/** Changes JSON values at places named by JSON Pointers: https://www.rfc-editor.org/rfc/rfc6901 */
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import type { Operation } from '#plugins/rewrite/operation-fields.ts';

/** Gives the very same where nothing is to change. */
export type EditJson = (value: Json) => Json;

/** @throws Error that says which operation is not complete. */
export function compileEdits(operations: readonly Operation[]): EditJson {
  const edits = operations.map(compileEdit);
  return (value) => edits.reduce((current, edit) => edit(current), value);
}

function compileEdit({ kind, path, json, to }: Operation): EditJson {
  const tokens = tokensOf(path);
  if (kind === 'remove') return (value) => withoutAt(value, tokens);
  if (kind === 'rename') {
    if (to === undefined) throw new Error(`The operation on "${path}" needs \`to\`: the new place.`);
    const target = tokensOf(to);
    return (value) => {
      const moved = valueAt(value, tokens);
      return moved === undefined ? value : withAt(withoutAt(value, tokens), target, moved);
    };
  }
  const given = json === undefined ? undefined : parseJson(json);
  if (given === undefined)
    throw new Error(`The operation on "${path}" needs \`json\`: a value, such as 0.2 or "text" in quotes.`);
  if (kind === 'set') return (value) => withAt(value, tokens, given);
  return (value) => (valueAt(value, tokens) === undefined ? withAt(value, tokens, given) : value);
}

function tokensOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(value: Json | undefined, [token, ...rest]: readonly string[]): Json | undefined {
  if (token === undefined) return value;
  if (Array.isArray(value)) return valueAt(value[indexOf(token) ?? -1], rest);
  if (!isJsonObject(value) || !Object.hasOwn(value, token)) return undefined;
  return valueAt((value as JsonObject)[token], rest);
}

/** Objects on the way are made where there is nothing; a text or number on the way keeps the value as it is. */
function withAt(value: Json | undefined, [token, ...rest]: readonly string[], given: Json): Json {
  if (token === undefined) return given;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const index = token === '-' ? items.length : indexOf(token);
    if (index === undefined || index > items.length) return items;
    return [...items.slice(0, index), withAt(items[index], rest, given), ...items.slice(index + 1)];
  }
  if (value === undefined || value === null) return { [token]: withAt(undefined, rest, given) };
  if (!isJsonObject(value)) return value;
  const members = value as JsonObject;
  const member = Object.hasOwn(members, token) ? members[token] : undefined;
  return { ...members, [token]: withAt(member, rest, given) };
}

function withoutAt(value: Json, [token, ...rest]: readonly string[]): Json {
  if (token === undefined || valueAt(value, [token, ...rest]) === undefined) return value;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    const index = indexOf(token) ?? -1;
    return items.flatMap((item, at) => (at !== index ? [item] : rest.length === 0 ? [] : [withoutAt(item, rest)]));
  }
  const members = Object.entries(value as JsonObject);
  return Object.fromEntries(
    members.flatMap(([key, member]): [string, Json][] => {
      if (key !== token) return [[key, member]];
      return rest.length === 0 ? [] : [[key, withoutAt(member, rest)]];
    }),
  );
}

function indexOf(token: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined;
}
