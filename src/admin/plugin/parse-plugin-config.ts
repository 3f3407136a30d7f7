/** Reads the configuration of a plugin by the schema of its type, so that what is stored is whole. */
import type { Draft } from '#admin/draft.ts';
import { zodIssues } from '#core/error/zod-issues.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnyPlugin } from '#core/plugin.ts';

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
