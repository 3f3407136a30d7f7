/** The definition of a plugin that a change names. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import { Refusal } from '#admin/user-problem.ts';
import type { AnyPlugin } from '#core/plugin.ts';

/** @throws Refusal where there is no such type: nothing more can be said of the plugin then. */
export function needPluginType(
  draft: Draft,
  type: string,
  { deps }: AdminContext,
  path: readonly string[] = ['input'],
): AnyPlugin {
  const found = deps.plugins.find(({ id }) => id === type);
  if (found) return found;
  const message = `There is no plugin of the type "${type}".`;
  throw new Refusal([...draft.problems, { code: 'not-found', path: [...path, 'type'], message }]);
}
