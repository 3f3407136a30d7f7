/** Puts a credential into a draft: its public part into the document, its secret beside it. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import { type NewResource, newResource } from '#admin/resource.ts';
import type { CredentialConfig } from '#core/config/document.ts';

export interface NewCredential {
  readonly providerId: string;
  readonly secret: string;
  readonly resource: NewResource;
  readonly weight?: number | null;
}

/** Fewer characters would give too much of a short secret away. */
const SHORTEST_HINTED = 20;
const HINT_LENGTH = 4;
const LONGEST_SECRET = 10_000;
const LARGEST_WEIGHT = 1_000_000;

export function addCredential(
  draft: Draft,
  { providerId, secret, resource, weight }: NewCredential,
  context: AdminContext,
  secretPath: readonly string[] = ['secret'],
): CredentialConfig {
  const id = context.deps.newId('crd');
  if (weight != null) checkWeight(draft, weight, ['weight']);
  const credential: CredentialConfig = {
    ...newResource(draft, 'credential', id, resource, ['resource']),
    providerId,
    weight: weight ?? 100,
    enabled: true,
    ...proofOf(draft, secret, context, secretPath),
  };
  draft.add('credential', credential, []);
  draft.seal(id, secret);
  return credential;
}

/** What may be known of a secret. */
export function proofOf(
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

export function checkWeight(draft: Draft, weight: number, path: readonly string[]): void {
  if (weight >= 0 && weight <= LARGEST_WEIGHT) return;
  draft.report('out-of-range', path, `Must be from 0 to ${LARGEST_WEIGHT}.`);
}
