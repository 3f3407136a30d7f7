/** Changes a resource that exists: what the input leaves out stays as it was. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, UpdateResource, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft, ItemOf } from '#admin/draft.ts';
import type { NamedKind } from '#admin/resource.ts';

export interface Update<Kind extends NamedKind, Input> {
  readonly kind: Kind;
  readonly update: UpdateResource<Input>;
  readonly patch: (draft: Draft, known: ItemOf<Kind>, input: Input) => ItemOf<Kind>;
}

export function updateResource<Kind extends NamedKind, Input>(
  { kind, update: { input, ...seen }, patch }: Update<Kind, Input>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ItemOf<Kind>>> {
  const edit = (draft: Draft) => {
    const resource = patch(draft, draft.need(kind, seen.id), input);
    draft.replace(kind, resource);
    return resource;
  };
  return changeResource({ action: `${kind}.update`, expected: seen, edit }, context, options);
}
