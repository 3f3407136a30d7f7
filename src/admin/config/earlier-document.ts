/** An earlier configuration with the secrets of today: none comes back, and none is sent where it was not given for. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import { originOf } from '#admin/provider/origin-of.ts';
import type { ApiKeyConfig, ConfigDocument, CredentialConfig } from '#core/config/document.ts';

/** What cannot come back is left out and told as a warning. */
export function earlierDocument(draft: Draft, earlier: ConfigDocument, context: AdminContext): ConfigDocument {
  const credentials = earlier.credentials.flatMap((credential) => {
    const kept = withPresentSecret(draft, credential, earlier, context);
    if (!kept) draft.warnings.push(`The credential ${credential.name} has lost its secret and does not come back.`);
    return kept ?? [];
  });
  const apiKeys = earlier.apiKeys.flatMap((key) => {
    const kept = withPresentHash(draft, key);
    if (!kept) draft.warnings.push(`The key ${key.name} is gone for good and does not come back.`);
    return kept ?? [];
  });
  const keyIds = new Set(apiKeys.map(({ id }) => id));
  const chains = earlier.chains.filter(
    ({ scope, scopeId }) => scope !== 'api-key' || (scopeId !== null && keyIds.has(scopeId)),
  );
  return { ...earlier, credentials, apiKeys, chains };
}

function withPresentSecret(
  draft: Draft,
  credential: CredentialConfig,
  { providers }: ConfigDocument,
  context: AdminContext,
): CredentialConfig | undefined {
  const present = draft.find('credential', credential.id);
  const today = draft.find('provider', credential.providerId);
  const then = providers.find(({ id }) => id === credential.providerId);
  if (!present || !today || !then || originOf(today, context) !== originOf(then, context)) return undefined;
  return { ...credential, fingerprint: present.fingerprint, hint: present.hint };
}

function withPresentHash(draft: Draft, key: ApiKeyConfig): ApiKeyConfig | undefined {
  const present = draft.find('api-key', key.id);
  if (!present) return undefined;
  const { hint, hash, previousHash, previousUntil, revokedAt } = present;
  return { ...key, hint, hash, previousHash, previousUntil, revokedAt };
}
