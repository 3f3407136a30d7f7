/** Makes a resource: its id and its names first, then what is particular to its kind. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft, ItemOf } from '#admin/draft.ts';
import { type NamedKind, type NewResource, newResource } from '#admin/resource.ts';
import type { ResourceConfig } from '#core/config/document.ts';

export interface Creation<Kind extends NamedKind> {
  readonly kind: Kind;
  /** Of its id. */
  readonly prefix: string;
  readonly resource: NewResource;
  readonly add: (draft: Draft, names: ResourceConfig) => ItemOf<Kind>;
}

export function createResource<Kind extends NamedKind>(
  { kind, prefix, resource, add }: Creation<Kind>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ItemOf<Kind>>> {
  const id = context.deps.newId(prefix);
  const edit = (draft: Draft) => add(draft, newResource(draft, kind, id, resource));
  return changeResource({ action: `${kind}.create`, edit }, context, options);
}
