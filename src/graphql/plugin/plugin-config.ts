/** The configuration of a plugin, typed: for each plugin of the registry one input and one output, made from its own schema. */
import type { UserProblem } from '#admin/user-problem.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { builder } from '#graphql/builder.ts';
import { fieldOfPlugin, shapeOfConfig } from '#graphql/plugin/config-shape.ts';
import { configTypes } from '#graphql/plugin/config-types.ts';
import { configFromApi } from '#graphql/plugin/config-words.ts';
import { plugins } from '#plugins/registry.ts';

/** The field for plugins that the API has no types of: they were written after it. */
const CUSTOM = 'custom';

const TYPED = plugins.map((plugin) => {
  const shape = shapeOfConfig(plugin);
  return { plugin, shape, field: fieldOfPlugin(plugin), ...configTypes(shape) };
});

const CustomPluginConfigInput = builder.inputType('CustomPluginConfigInput', {
  description: 'Configuration of a plugin from the folder of your own, as JSON.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'Name of its type, as pluginTypes has it.' }),
    config: t.field({ type: 'JSON', required: true, description: 'An object that fits the configSchema of its type.' }),
  }),
});

const CustomPluginConfig = builder.objectRef<JsonObject>('CustomPluginConfig').implement({
  description: 'Configuration of a plugin from the folder of your own.',
  fields: (t) => ({
    type: t.string({ description: 'Name of its type.', resolve: ({ type }) => String(type) }),
    configJson: t.field({ type: 'JSON', description: 'As it was saved.', resolve: ({ config }) => config ?? {} }),
  }),
});

export const PluginConfigInput = builder.inputType('PluginConfigInput', {
  description: 'Configuration of a plugin; set exactly one field, which chooses the type of the plugin.',
  isOneOf: true,
  fields: (t) => ({
    ...Object.fromEntries(
      TYPED.map(({ field, input, plugin }) => [field, t.field({ type: input, description: plugin.summary })]),
    ),
    [CUSTOM]: t.field({ type: CustomPluginConfigInput, description: 'A plugin from the folder of your own.' }),
  }),
});

export type PluginConfigShape = Readonly<Record<string, unknown>>;

/** A configuration that its plugin's schema has accepted. */
export interface TypedConfig {
  readonly type: string;
  readonly config: JsonObject;
}

export const PluginConfigType = builder.unionType('PluginConfig', {
  description: 'Configuration of a plugin, typed; defaults stand where nothing was said.',
  types: [...TYPED.map(({ output }) => output), CustomPluginConfig],
  resolveType: (values) => String(values.__typename),
});

/** In the plugin's own words. Only the types of the API have been checked; the rules of its schema are checked when it is saved. */
export function decodePluginConfig(
  given: PluginConfigShape,
  path: readonly string[] = ['input', 'config'],
): TypedConfig {
  if (given[CUSTOM] != null) return decodeCustom(given[CUSTOM] as CustomGiven, [...path, CUSTOM]);
  const chosen = TYPED.find(({ field }) => given[field] != null);
  // GraphQL has made sure that exactly one field is set.
  if (!chosen) throw invalidRequest([{ path, message: 'Set exactly one field.', code: 'required' }]);
  const { plugin, shape, field } = chosen;
  return { type: plugin.id, config: configFromApi(shape, given[field] as Readonly<Record<string, unknown>>) };
}

interface CustomGiven {
  readonly type: string;
  readonly config: unknown;
}

function decodeCustom({ type, config }: CustomGiven, path: readonly string[]): TypedConfig {
  const typed = TYPED.find(({ plugin }) => plugin.id === type);
  if (typed) {
    const message = `The plugin ${type} comes with the gateway: use the field ${typed.field}.`;
    throw invalidRequest([{ path: [...path, 'type'], message, code: 'custom' }]);
  }
  if (!isJsonObject(config)) {
    throw invalidRequest([{ path: [...path, 'config'], message: 'Give an object.', code: 'invalid_type' }]);
  }
  return { type, config };
}

/** For fields of the type `PluginConfig`; null where the configuration does not fit the plugin's schema (any more). */
export function typedConfig({ type, config }: TypedConfig): JsonObject | null {
  const typed = TYPED.find(({ plugin }) => plugin.id === type);
  if (!typed) return { __typename: 'CustomPluginConfig', type, config };
  const parsed = typed.plugin.config.safeParse(config);
  if (!parsed.success) return null;
  // Configurations are plain JSON: the conformance test of plugins sees to that.
  return { __typename: typed.shape.name, ...(parsed.data as unknown as JsonObject) };
}

/** A problem of a configuration, at the field that the caller has set: a verb knows the configuration alone. */
export function atConfigField(problem: UserProblem, configPath: readonly string[], type: string): UserProblem {
  const typed = TYPED.find(({ plugin }) => plugin.id === type);
  const isInside = configPath.every((part, index) => problem.path[index] === part);
  const above = configPath.slice(0, -1);
  if (!typed && problem.path.join('.') === [...above, 'type'].join('.'))
    return { ...problem, path: [...configPath, CUSTOM, 'type'] };
  if (!isInside) return problem;
  const field = typed ? [typed.field] : [CUSTOM, 'config'];
  return { ...problem, path: [...configPath, ...field, ...problem.path.slice(configPath.length)] };
}
