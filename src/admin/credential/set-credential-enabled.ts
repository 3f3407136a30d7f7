/** Switches a credential on or off. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, SeenResource, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft } from '#admin/draft.ts';
import type { CredentialConfig } from '#core/config/document.ts';

export interface SetCredentialEnabled extends SeenResource {
  readonly enabled: boolean;
}

export function setCredentialEnabled(
  { enabled, ...seen }: SetCredentialEnabled,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<CredentialConfig>> {
  const edit = (draft: Draft) => {
    const credential = { ...draft.need('credential', seen.id), enabled };
    draft.replace('credential', credential, []);
    return credential;
  };
  return changeResource({ action: 'credential.set-enabled', expected: seen, edit }, context, options);
}
