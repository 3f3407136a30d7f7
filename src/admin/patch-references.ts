/** A list of ids in a change: null empties it, what is absent stays. */
import type { Draft } from '#admin/draft.ts';
import type { ResourceKind } from '#core/config/difference.ts';

interface ReferenceList {
  readonly kind: ResourceKind;
  readonly known: readonly string[];
  readonly path: readonly string[];
}

export function patchReferences(
  draft: Draft,
  given: readonly string[] | null | undefined,
  { kind, known, path }: ReferenceList,
): readonly string[] {
  if (given === undefined) return known;
  const ids = given ?? [];
  for (const [index, id] of ids.entries()) {
    const at = [...path, String(index)];
    draft.check(kind, id, at);
    if (ids.indexOf(id) !== index) draft.report('taken', at, 'It is there twice.');
  }
  return ids;
}
