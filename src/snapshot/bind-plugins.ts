/** Compiles each configured plugin once, and binds it to the places where it stands. */
import type { PluginConfig } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { AnyPlugin, BoundPlugin, PluginHooks, PluginTools } from '#core/plugin.ts';
import type { PlacedEntry } from '#snapshot/order-chain.ts';

export interface BoundPlugins {
  /** Undefined where the plugin could not be compiled. */
  bind(entry: PlacedEntry): BoundPlugin | undefined;
}

interface Compiled {
  readonly definition: AnyPlugin;
  readonly hooks: PluginHooks;
}

export function compilePlugins(
  instances: readonly PluginConfig[],
  types: ReadonlyMap<string, AnyPlugin>,
  toolsOf: (instance: PluginConfig) => PluginTools,
  report: (problem: ConfigProblem) => void,
): BoundPlugins {
  const compiled = new Map<string, Compiled>();
  for (const instance of instances) {
    const definition = types.get(instance.type);
    const hooks = definition && compile(instance, definition, toolsOf, report);
    if (hooks) compiled.set(instance.id, { definition, hooks });
  }
  return {
    bind({ pluginId, pluginName, type, stage, scope, entry }) {
      const found = compiled.get(pluginId);
      if (!found) return undefined;
      return {
        instanceId: pluginId,
        name: pluginName,
        type,
        stage,
        scope,
        onFailure: entry.onFailure ?? found.definition.onFailure,
        timeoutMs: entry.timeoutMs,
        hooks: found.hooks,
      };
    },
  };
}

function compile(
  instance: PluginConfig,
  definition: AnyPlugin,
  toolsOf: (instance: PluginConfig) => PluginTools,
  report: (problem: ConfigProblem) => void,
): PluginHooks | undefined {
  const { id, name } = instance;
  const tell = (path: readonly PropertyKey[], message: string) =>
    report({ kind: 'plugin', id, name, path: ['config', ...path.map(String)], message, severity: 'error' });
  const parsed = definition.config.safeParse(instance.config);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) tell(issue.path, issue.message);
    return undefined;
  }
  try {
    return definition.compile(parsed.data, toolsOf(instance));
  } catch (thrown) {
    tell([], thrown instanceof Error ? thrown.message : String(thrown));
    return undefined;
  }
}
