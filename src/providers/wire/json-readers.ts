/** Reads foreign JSON without trusting it: each reader gives a plain value where the wire has something else. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

const NOTHING: JsonObject = {};

/** The object, or an empty one. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : NOTHING;
}

/** The list, or an empty one. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The text, or an empty one. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number from zero; undefined for all that cannot be a count, such as a negative number or 10^18. */
export function countOf(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0)) return undefined;
  const count = Math.round(value);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Without its empty members, so that an absent field and an empty one read the same. */
export function withoutEmpty(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isEmpty(value)));
}

export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
