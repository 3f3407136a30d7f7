/** What may be known of a secret. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import type { CredentialConfig } from '#core/config/document.ts';

/** Fewer characters would give too much of a short secret away. */
const SHORTEST_HINTED = 20;
const HINT_LENGTH = 4;
const LONGEST_SECRET = 10_000;

export function proofOfSecret(
  draft: Draft,
  secret: string,
  { deps }: AdminContext,
  path: readonly string[],
): Pick<CredentialConfig, 'fingerprint' | 'hint'> {
  // Whatever lies outside of visible ASCII is a copying mistake: it could not stand in a header.
  if (!/^[\x21-\x7e]+$/.test(secret) || secret.length > LONGEST_SECRET) {
    draft.report('invalid', path, 'The secret is empty, too long, or has spaces or characters that no key has.');
  }
  const hint = secret.length >= SHORTEST_HINTED ? `…${secret.slice(-HINT_LENGTH)}` : '';
  return { fingerprint: deps.fingerprint(secret), hint };
}
