/** Makes a model that callers can name. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { createResource } from '#admin/create-resource.ts';
import type { Draft } from '#admin/draft.ts';
import type { ModelCreateInput, ModelUpdateInput } from '#admin/model/model-input.ts';
import { patchModel } from '#admin/model/patch-model.ts';
import type { ModelConfig, ResourceConfig } from '#core/config/document.ts';

export function createModel(
  { resource, ...fields }: ModelCreateInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ModelConfig>> {
  const add = (draft: Draft, names: ResourceConfig) => addModel(draft, names, fields);
  return createResource({ kind: 'model', prefix: 'mdl', resource, add }, context, options);
}

export function addModel(
  draft: Draft,
  names: ResourceConfig,
  fields: ModelUpdateInput,
  path: readonly string[] = ['input'],
): ModelConfig {
  const model = patchModel(
    draft,
    { ...names, aliases: [], targets: [], maxAttempts: null, enabled: true },
    fields,
    path,
  );
  draft.add('model', model, path);
  return model;
}
