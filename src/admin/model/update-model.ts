/** Changes a model. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import type { ModelUpdateInput } from '#admin/model/model-input.ts';
import { patchModel } from '#admin/model/patch-model.ts';
import { updateResource } from '#admin/update-resource.ts';
import type { ModelConfig } from '#core/config/document.ts';

export function updateModel(
  update: UpdateResource<ModelUpdateInput>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ModelConfig>> {
  return updateResource({ kind: 'model', update, patch: patchModel }, context, options);
}
