/** Changes what an API key may do, pauses it or resumes it. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ApiKeyUpdateInput } from '#admin/api-key/api-key-input.ts';
import { needWorkingKey } from '#admin/api-key/need-working-key.ts';
import { patchApiKey } from '#admin/api-key/patch-api-key.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

export function updateApiKey(
  update: UpdateResource<ApiKeyUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ApiKeyConfig>> {
  const patch = (draft: Draft, { id }: ApiKeyConfig, input: ApiKeyUpdateInput) =>
    patchApiKey(draft, needWorkingKey(draft, id), input, context);
  return updateResource({ kind: 'api-key', update, patch }, context, options);
}
