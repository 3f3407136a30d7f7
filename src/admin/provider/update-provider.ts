/** Changes a provider. A secret never follows its provider to another host: it was given for the one before. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import { addCredential } from '#admin/credential/create-credential.ts';
import type { Draft } from '#admin/draft.ts';
import { dropCredentials } from '#admin/provider/drop-credentials.ts';
import { originOf } from '#admin/provider/origin-of.ts';
import { checkAddress, type ProviderUpdateInput, patchTimeouts, plainUrl } from '#admin/provider/provider-input.ts';
import { patchResource } from '#admin/resource.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export function updateProvider(
  update: UpdateResource<ProviderUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ProviderConfig>> {
  const patch = (draft: Draft, known: ProviderConfig, input: ProviderUpdateInput) =>
    patchProvider(draft, known, input, context);
  return updateResource({ kind: 'provider', update, patch }, context, options);
}

function patchProvider(
  draft: Draft,
  known: ProviderConfig,
  input: ProviderUpdateInput,
  context: AdminContext,
): ProviderConfig {
  const provider: ProviderConfig = {
    ...patchResource(draft, 'provider', known, input.resource),
    kind: known.kind,
    baseUrl: input.baseUrl === undefined ? known.baseUrl : plainUrl(input.baseUrl),
    allowPrivateNetwork: input.allowPrivateNetwork ?? known.allowPrivateNetwork,
    timeouts: patchTimeouts(draft, known.timeouts, input.timeouts),
    settings: input.settings === undefined ? known.settings : (input.settings ?? {}),
    enabled: input.enabled ?? known.enabled,
  };
  checkAddress(draft, provider, context);
  if (originOf(provider, context) !== originOf(known, context) || input.secret != null)
    dropCredentials(draft, known.id);
  if (input.secret != null) {
    const resource = { displayName: `${provider.displayName} key` };
    addCredential(draft, { providerId: known.id, secret: input.secret, resource }, context, ['input', 'credential']);
  }
  return provider;
}
