/** Gives a provider one more credential: its public part goes into the document, its secret beside it. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import { checkWeight } from '#admin/check-weight.ts';
import { proofOfSecret } from '#admin/credential/proof-of-secret.ts';
import type { Draft } from '#admin/draft.ts';
import { type NewResource, newResource } from '#admin/resource.ts';
import type { CredentialConfig } from '#core/config/document.ts';

export interface CreateCredential {
  readonly providerId: string;
  readonly secret: string;
  readonly resource: NewResource;
  /** 100 where absent. */
  readonly weight?: number | null | undefined;
}

export function createCredential(
  input: CreateCredential,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<CredentialConfig>> {
  const edit = (draft: Draft) => {
    draft.need('provider', input.providerId, ['providerId']);
    return addCredential(draft, input, context);
  };
  return changeResource({ action: 'credential.create', edit }, context, options);
}

export function addCredential(
  draft: Draft,
  { providerId, secret, resource, weight }: CreateCredential,
  context: AdminContext,
  secretPath: readonly string[] = ['secret'],
): CredentialConfig {
  const id = context.deps.newId('crd');
  checkWeight(draft, weight ?? 100, ['weight']);
  const credential: CredentialConfig = {
    ...newResource(draft, 'credential', id, resource, ['resource']),
    providerId,
    weight: weight ?? 100,
    enabled: true,
    ...proofOfSecret(draft, secret, context, secretPath),
  };
  draft.add('credential', credential, []);
  draft.seal(id, secret);
  return credential;
}
