/** Judges what a token says. */
import type { JWTPayload } from 'jose';
import type { JwtConfig } from '#plugins/jwt/config.ts';

/** Name of the first claim that is missing or has none of the values. */
export function missingClaim(payload: JWTPayload, required: JwtConfig['required']): string | undefined {
  return required.find(({ claim, values }) => {
    const said = claimOf(payload, claim);
    if (said === undefined || said === null) return true;
    return values.length > 0 && !wordsOf(said).some((word) => values.includes(word));
  })?.claim;
}

/** A name with dots leads into objects where no claim has it whole: `realm_access.roles`. */
export function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split('.').reduce<unknown>((value, part) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return isThere ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
  }, payload);
}

/** Items of a list, and words of a text as OAuth writes scopes; the text itself too. */
function wordsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  const text = String(value);
  return typeof value === 'string' ? [text, ...text.split(' ')] : [text];
}
