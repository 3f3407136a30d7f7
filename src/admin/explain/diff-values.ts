/** Differences of two values, by path. What was put into a list is told as such, not as a change of all that stands behind it. */
import type { FieldDifference } from '#core/config/difference.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

export function diffValues(before: Json, after: Json, path: readonly string[] = []): FieldDifference[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  if (isJsonObject(before) && isJsonObject(after)) return diffObjects(before, after, path);
  return [{ path: path.join('.'), before, after }];
}

function diffObjects(before: JsonObject, after: JsonObject, path: readonly string[]): FieldDifference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => diffValues(before[name] ?? null, after[name] ?? null, [...path, name]));
}

/** What begins and ends alike is left out; between, items change where they stand, or go and come. */
function diffLists(before: readonly Json[], after: readonly Json[], path: readonly string[]): FieldDifference[] {
  const start = commonLength(before, after);
  const end = commonLength(before.slice(start).reverse(), after.slice(start).reverse());
  const gone = before.slice(start, before.length - end);
  const come = after.slice(start, after.length - end);
  const at = (index: number) => [...path, String(start + index)];
  if (gone.length === come.length)
    return gone.flatMap((item, index) => diffValues(item, come[index] ?? null, at(index)));
  return [
    ...gone.map((item, index) => ({ path: at(index).join('.'), before: item, after: null })),
    ...come.map((item, index) => ({ path: at(index).join('.'), before: null, after: item })),
  ];
}

function commonLength(left: readonly Json[], right: readonly Json[]): number {
  const differs = left.findIndex((item, index) => index >= right.length || !isSame(item, right[index] ?? null));
  return differs === -1 ? left.length : differs;
}

/** Both were made of the same kind of value by the same code, so equal ones have their keys in the same order. */
function isSame(left: Json, right: Json): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
