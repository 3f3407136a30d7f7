/** Removes a provider that no model uses, with its credentials. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type ChangeOutcome, changeConfig, type DeleteResource, type WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { refuseUsed } from '#admin/refuse-used.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export function deleteProvider(
  { id, expectedRevision }: DeleteResource,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ProviderConfig>> {
  const request = {
    action: 'provider.delete',
    expected: { id, revision: expectedRevision },
    targetOf: (provider: ProviderConfig) => provider,
    edit: (draft: Draft) => removeProvider(draft, id),
  };
  return changeConfig(request, context, options);
}

function removeProvider(draft: Draft, id: string): ProviderConfig {
  const provider = draft.need('provider', id);
  const users = draft.all('model').filter(({ targets }) => targets.some(({ providerId }) => providerId === id));
  refuseUsed(draft, 'model', users);
  for (const credential of draft.all('credential')) {
    if (credential.providerId === id) draft.remove('credential', credential.id);
  }
  draft.remove('provider', id);
  return provider;
}
