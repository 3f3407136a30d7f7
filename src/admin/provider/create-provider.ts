/** Connects a provider, with its first credential where one was given. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import { addCredential } from '#admin/credential/create-credential.ts';
import type { Draft } from '#admin/draft.ts';
import { checkAddress, type ProviderCreateInput, patchTimeouts, plainUrl } from '#admin/provider/provider-input.ts';
import { newResource } from '#admin/resource.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export function createProvider(
  input: ProviderCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ProviderConfig>> {
  const edit = (draft: Draft) => addProvider(draft, input, context);
  return changeResource({ action: 'provider.create', edit }, context, options);
}

export function addProvider(
  draft: Draft,
  input: ProviderCreateInput,
  context: AdminContext,
  path: readonly string[] = ['input'],
): ProviderConfig {
  const id = context.deps.newId('prv');
  const provider: ProviderConfig = {
    ...newResource(draft, 'provider', id, input.resource, [...path, 'resource']),
    kind: input.kind,
    baseUrl: plainUrl(input.baseUrl),
    allowPrivateNetwork: input.allowPrivateNetwork ?? false,
    timeouts: patchTimeouts(draft, {}, input.timeouts, path),
    settings: input.settings ?? {},
    enabled: true,
  };
  checkAddress(draft, provider, context, path);
  draft.add('provider', provider, path);
  if (input.secret != null) {
    const resource = { displayName: `${provider.displayName} key` };
    addCredential(draft, { providerId: id, secret: input.secret, resource }, context, [...path, 'credential']);
  }
  return provider;
}
