/** Compiles each configured plugin once, and binds it to the places where it stands. */
import type { ConfigDocument, PluginConfig } from '#core/config/document.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { AnyPlugin, BoundPlugin, NamedPlace, PluginHooks, PluginTools } from '#core/plugin.ts';
import type { PlacedEntry } from '#snapshot/order-chain.ts';
import { type Report, type Tell, tellOf } from '#snapshot/report.ts';
import { schemaIssues } from '#snapshot/schema-issues.ts';

/** Undefined where the plugin could not be compiled. The same for the same entry, whichever chain of a call it is in. */
export type BindEntry = (entry: PlacedEntry) => BoundPlugin | undefined;
type ToolsOf = (instance: { readonly id: string; readonly name: string }) => PluginTools;

export function compilePlugins(
  { plugins, models, routes, consumerGroups }: ConfigDocument,
  types: ReadonlyMap<string, AnyPlugin>,
  toolsOf: ToolsOf,
  report: Report,
): BindEntry {
  const compiled = new Map<string, PluginHooks>();
  const names: Names = {
    model: new Set(models.flatMap(({ name, aliases }) => [name, ...aliases])),
    route: new Set(routes.map(({ name }) => name)),
    'consumer-group': new Set(consumerGroups.map(({ name }) => name)),
  };
  for (const instance of plugins) {
    const tell = tellOf(report, 'plugin', instance);
    const definition = types.get(instance.type);
    if (!definition) tell(['type'], `There is no plugin of the type "${instance.type}".`);
    const hooks = definition && compile(instance, definition, { toolsOf, tell, names });
    if (hooks) compiled.set(instance.id, hooks);
  }
  const bound = new WeakMap<PlacedEntry, BoundPlugin>();
  return (entry) => {
    const hooks = compiled.get(entry.pluginId);
    const known = bound.get(entry);
    if (known || !hooks) return known;
    const made = bind(entry, hooks);
    bound.set(entry, made);
    return made;
  };
}

function bind({ pluginId, pluginName, type, stage, scope, entry, definition }: PlacedEntry, hooks: PluginHooks) {
  const onFailure = entry.onFailure ?? definition.onFailure;
  const { operations = ['chat'] } = definition;
  const { timeoutMs } = entry;
  return { instanceId: pluginId, name: pluginName, type, stage, scope, operations, onFailure, timeoutMs, hooks };
}

interface Compiling {
  readonly toolsOf: ToolsOf;
  readonly tell: Tell;
  readonly names: Names;
}

type Names = Readonly<Record<'model' | NamedPlace['kind'], ReadonlySet<string>>>;

function compile(
  instance: PluginConfig,
  definition: AnyPlugin,
  { toolsOf, tell, names }: Compiling,
): PluginHooks | undefined {
  const parsed = definition.config.safeParse(instance.config);
  if (!parsed.success) {
    for (const { path, message } of schemaIssues(parsed.error)) tell(['config', ...path], message);
    return undefined;
  }
  const named = [
    ...(definition.modelsOf?.(parsed.data) ?? []).map((one) => ({ ...one, kind: 'model' as const })),
    ...(definition.namesOf?.(parsed.data) ?? []),
  ];
  for (const { kind, path, name } of named) {
    if (!names[kind].has(name)) tell(['config', ...path], `There is no ${kind.replace('-', ' ')} named "${name}".`);
  }
  try {
    return definition.compile(parsed.data, toolsOf(instance));
  } catch (thrown) {
    for (const { path, message } of compileIssues(thrown)) tell(['config', ...path], message);
    return undefined;
  }
}

/** A plugin that can say which fields are wrong throws them as issues. */
function compileIssues(thrown: unknown): readonly { readonly path: readonly string[]; readonly message: string }[] {
  if (thrown instanceof GatewayError && thrown.details.issues?.length) return thrown.details.issues;
  return [{ path: [], message: thrown instanceof Error ? thrown.message : String(thrown) }];
}
