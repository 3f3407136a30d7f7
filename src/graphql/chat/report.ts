/** Collects what is wrong with an input, so that a caller learns of all of it at once. */
import { type InputIssue, invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** Adds a problem; `path` is that from the input. */
export type Report = (path: readonly string[], message: string, code: string) => void;

/** `decode` reports its problems by paths below `at`. @throws GatewayError INVALID_REQUEST with every problem that was reported. */
export function withoutIssues<Value>(at: readonly string[], decode: (report: Report) => Value): Value {
  const issues: InputIssue[] = [];
  const value = decode((path, message, code) => issues.push({ path: [...at, ...path], message, code }));
  if (issues.length > 0) throw invalidRequest(issues);
  return value;
}

export function objectAt(value: Json | undefined, path: readonly string[], report: Report): JsonObject {
  if (isJsonObject(value)) return value;
  report(path, 'Must be a JSON object.', 'invalid_type');
  return {};
}

export function numberWithin(
  value: number | null | undefined,
  least: number,
  most: number,
  path: readonly string[],
  report: Report,
): number | undefined {
  if (value == null) return undefined;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
  if (value < least || value > most) report(path, `Must be ${range}.`, 'out_of_range');
  return value;
}
