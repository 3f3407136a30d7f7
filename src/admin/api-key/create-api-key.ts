/** Makes an API key for a consumer. Its text is given back this once; only a hash of it is kept. */
import type { AdminContext, MintedKey } from '#admin/admin-deps.ts';
import type { ApiKeyCreateInput, KeyWithText } from '#admin/api-key/api-key-input.ts';
import { patchApiKey } from '#admin/api-key/patch-api-key.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { newResource } from '#admin/resource.ts';
import type { ApiKeyConfig, ResourceConfig } from '#core/config/document.ts';

export function createApiKey(
  { resource, consumerId, ...fields }: ApiKeyCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<KeyWithText>> {
  const minted = context.deps.mintKey();
  const edit = (draft: Draft): KeyWithText => {
    draft.check('consumer', consumerId, ['input', 'consumerId']);
    const names = newResource(draft, 'api-key', minted.id, resource);
    const apiKey = patchApiKey(draft, newApiKey(names, consumerId, minted), fields, context);
    draft.add('api-key', apiKey);
    return { apiKey, plaintext: options.dryRun ? null : minted.text };
  };
  return changeConfig({ action: 'api-key.create', targetOf: ({ apiKey }) => apiKey, edit }, context, options);
}

/** A key that may do what its consumer may, for as long as nobody takes it back. */
export function newApiKey(names: ResourceConfig, consumerId: string, { hint, hash }: MintedKey): ApiKeyConfig {
  return {
    ...names,
    consumerId,
    hint,
    hash,
    previousHash: null,
    previousUntil: null,
    allowedModelIds: [],
    allowedRouteIds: [],
    permissions: [],
    expiresAt: null,
    paused: false,
    revokedAt: null,
  };
}
