/** Reads a vector of foreign JSON: a list of numbers, or base64 of little-endian float32. */
import { decodeFloats } from '#core/float32-base64.ts';
import type { Json } from '#core/json.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';

/** @throws GatewayError PROVIDER_PROTOCOL */
export function readVector(value: Json | undefined): readonly number[] {
  const numbers = typeof value === 'string' ? decodeFloats(value) : value;
  if (!Array.isArray(numbers) || numbers.length === 0)
    throw notUnderstood('An embedding that is not a list of numbers.');
  if (!numbers.every(Number.isFinite)) throw notUnderstood('An embedding with something else than numbers in it.');
  return numbers as readonly number[];
}
