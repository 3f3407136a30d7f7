/** Keeps a resource that others still use, and says which. */
import type { Draft } from '#admin/draft.ts';
import type { ResourceKind } from '#core/config/difference.ts';

const SHOWN = 5;

export function refuseUsed(
  draft: Draft,
  kind: ResourceKind,
  users: readonly { readonly name: string }[],
  hint = 'Change or delete those first.',
): void {
  if (users.length === 0) return;
  const names = users.slice(0, SHOWN).map(({ name }) => name);
  const more = users.length > SHOWN ? ` and ${users.length - SHOWN} more` : '';
  const what = `${kind.replace('-', ' ')}${users.length === 1 ? '' : 's'}`;
  draft.report('in-use', ['id'], `Still used by the ${what} ${names.join(', ')}${more}.`, hint);
}
