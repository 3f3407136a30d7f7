/** Changes a provider. A secret never follows its provider to another host: it was given for the one before. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import { addCredential } from '#admin/credential/new-credential.ts';
import type { Draft } from '#admin/draft.ts';
import { checkAddress, type ProviderUpdateInput, patchTimeouts, plainUrl } from '#admin/provider/provider-input.ts';
import { patchResource } from '#admin/resource.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export interface UpdateProvider {
  readonly id: string;
  readonly expectedRevision: number;
  readonly input: ProviderUpdateInput;
}

export function updateProvider(
  { id, expectedRevision, input }: UpdateProvider,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ProviderConfig>> {
  const request = {
    action: 'provider.update',
    expected: { id, revision: expectedRevision },
    targetOf: (provider: ProviderConfig) => provider,
    edit: (draft: Draft) => editProvider(draft, id, input, context),
  };
  return changeConfig(request, context, options);
}

function editProvider(draft: Draft, id: string, input: ProviderUpdateInput, context: AdminContext): ProviderConfig {
  const known = draft.need('provider', id);
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
  draft.replace('provider', provider);
  if (originOf(provider, context) !== originOf(known, context) || input.secret != null) dropCredentials(draft, id);
  if (input.secret != null) {
    const resource = { displayName: `${provider.displayName} key` };
    addCredential(draft, { providerId: id, secret: input.secret, resource }, context, ['input', 'credential']);
  }
  return provider;
}

function originOf({ baseUrl, kind }: ProviderConfig, { deps }: AdminContext): string | undefined {
  const fallback = deps.providers.find((adapter) => adapter.id === kind)?.defaultBaseUrl;
  return URL.parse(baseUrl ?? fallback ?? '')?.origin;
}

function dropCredentials(draft: Draft, providerId: string): void {
  for (const credential of draft.all('credential')) {
    if (credential.providerId === providerId) draft.remove('credential', credential.id);
  }
}
