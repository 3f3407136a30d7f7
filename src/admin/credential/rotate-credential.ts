/** Replaces the secret of a credential; the one before is gone. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, SeenResource, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import { proofOfSecret } from '#admin/credential/proof-of-secret.ts';
import type { Draft } from '#admin/draft.ts';
import type { CredentialConfig } from '#core/config/document.ts';

export interface RotateCredential extends SeenResource {
  readonly secret: string;
}

export function rotateCredential(
  { secret, ...seen }: RotateCredential,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<CredentialConfig>> {
  const edit = (draft: Draft) => {
    const known = draft.need('credential', seen.id);
    const credential = { ...known, ...proofOfSecret(draft, secret, context, ['secret']) };
    draft.replace('credential', credential, []);
    draft.seal(seen.id, secret);
    return credential;
  };
  return changeResource({ action: 'credential.rotate', expected: seen, edit }, context, options);
}
