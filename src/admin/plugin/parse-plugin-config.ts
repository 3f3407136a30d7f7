/** Reads the configuration of a plugin by the schema of its type, so that what is stored is whole. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import { Refusal } from '#admin/user-problem.ts';
import { zodIssues } from '#core/error/zod-issues.ts';
import type { JsonObject } from '#core/json.ts';
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

export function parsePluginConfig(
  draft: Draft,
  definition: AnyPlugin,
  config: JsonObject,
  path: readonly string[] = ['input'],
): JsonObject {
  const parsed = definition.config.safeParse(config);
  if (parsed.success) return parsed.data satisfies object; // Plain data, since its schema reads JSON.
  for (const { code, path: at, message } of zodIssues(parsed.error, [...path, 'config'])) {
    draft.report(code === 'too_big' || code === 'too_small' ? 'out-of-range' : 'invalid', at, message);
  }
  return config;
}
