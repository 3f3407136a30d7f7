/** Removes a resource that nothing uses, with the chain that is set for it. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChangeOutcome, DeleteResource, WriteOptions } from '#admin/change-config.ts';
import { changeResource } from '#admin/change-resource.ts';
import type { Draft, ItemOf } from '#admin/draft.ts';
import type { NamedKind } from '#admin/resource.ts';
import { chainId } from '#core/config/document.ts';

export interface Deletion<Kind extends NamedKind> {
  readonly kind: Kind;
  readonly seen: DeleteResource;
  /** Reports what still uses it, and removes what goes with it. */
  readonly prepare?: (draft: Draft, id: string) => void;
}

export function deleteResource<Kind extends NamedKind>(
  { kind, seen, prepare }: Deletion<Kind>,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<ItemOf<Kind>>> {
  const request = {
    action: `${kind}.delete`,
    expected: seen,
    edit: (draft: Draft) => {
      const resource = draft.need(kind, seen.id);
      prepare?.(draft, seen.id);
      removeWithChain(draft, kind, seen.id);
      return resource;
    },
  };
  return changeResource(request, context, options);
}

export function removeWithChain(draft: Draft, kind: NamedKind, id: string): void {
  draft.remove('chain', chainId(id));
  draft.remove(kind, id);
}
