/** Where the secret of a provider stands in a request. */
import type { SendOptions } from '#core/ports.ts';
import type { CredentialKind } from '#core/provider.ts';

type Place = Omit<NonNullable<SendOptions['credential']>, 'id'>;

export function credentialPlace(kind: Exclude<CredentialKind, { type: 'none' }>): Place {
  return kind.type === 'bearer' ? { header: 'authorization', prefix: 'Bearer ' } : { header: kind.name, prefix: '' };
}
