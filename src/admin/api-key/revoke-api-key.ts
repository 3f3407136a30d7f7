/** Takes an API key back for good. It stays in the list, so that its calls keep their name. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { RevokeApiKey } from '#admin/api-key/api-key-input.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft } from '#admin/draft.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

/** Revoking a key again changes nothing. */
export function revokeApiKey(
  { id, reason }: RevokeApiKey,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ApiKeyConfig>> {
  const now = context.deps.clock.now();
  const edit = (draft: Draft) => {
    const known = draft.need('api-key', id);
    const apiKey = { ...known, revokedAt: known.revokedAt ?? now };
    draft.replace('api-key', apiKey, []);
    return apiKey;
  };
  const comment = [reason, options.comment].filter((text) => text != null && text !== '').join('\n') || null;
  return changeResource({ action: 'api-key.revoke', edit }, context, { ...options, comment });
}
