/** What stands beside nearly everything, in our own words. */
import type { Extensible, VendorBlock } from '#core/chat/request.ts';
import type { Json } from '#core/json.ts';
import { objectAt, type Report } from '#graphql/chat/report.ts';

interface BesidesShape {
  readonly cacheHint?: { readonly lifetime?: '5m' | '1h' | null | undefined } | null | undefined;
  readonly extra?: Json | null | undefined;
}

export function decodeExtensible(
  { cacheHint, extra }: BesidesShape,
  path: readonly string[],
  report: Report,
): Extensible {
  return {
    ...(extra != null && { extra: objectAt(extra, [...path, 'extra'], report) }),
    ...(cacheHint != null && { cacheHint: cacheHint.lifetime == null ? {} : { ttl: cacheHint.lifetime } }),
  };
}

interface VendorShape {
  readonly vendor: string;
  readonly value?: Json | undefined;
}

export function decodeVendorBlock(
  { vendor, value }: VendorShape,
  path: readonly string[],
  report: Report,
): VendorBlock {
  return { vendor, value: objectAt(value, [...path, 'value'], report) };
}
