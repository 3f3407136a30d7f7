/** The caller's own labels of a call. */
import type { FieldReader } from '#http/field-reader.ts';

export function decodeMetadata(reader: FieldReader): Readonly<Record<string, string>> {
  const metadata = reader.object('metadata') ?? {};
  const pairs = Object.entries(metadata).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]];
    reader.report(['metadata', name], 'Must be a string.', 'invalid_type');
    return [];
  });
  return Object.fromEntries(pairs);
}
