/** What holds for the typed configuration of every plugin of the registry. A new one is judged here without a change of this file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  coerceInputValue,
  type GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
  graphql,
  isInputObjectType,
} from 'graphql';
import { parseDuration } from '#core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import { screaming } from '#graphql/enum.ts';
import {
  type FieldShape,
  fieldOfPlugin,
  type ObjectShape,
  type Shape,
  shapeOfConfig,
} from '#graphql/plugin/config-shape.ts';
import { decodePluginConfig, typedConfig } from '#graphql/plugin/plugin-config.ts';
import { buildSchemas } from '#graphql/schema.ts';
import { plugins } from '#plugins/registry.ts';

const SCHEMA = buildSchemas().admin;
/** Most of what is made up breaks a rule that spans fields. */
const RUNS = 5_000;

for (const plugin of plugins) describe(plugin.id, () => judge(plugin));

function judge(plugin: AnyPlugin): void {
  const shape = shapeOfConfig(plugin);

  test('its example comes through the API as it is', () => {
    assert.deepEqual(through(plugin, shape, plugin.example), plain(shape, parsed(plugin, plugin.example)));
  });

  test('whatever its schema takes comes through the API as it is', () => {
    let taken = 0;
    fc.assert(
      fc.property(anyObject(shape, plugin.example), (config) => {
        const known = plugin.config.safeParse(config);
        if (!known.success) return;
        taken += 1;
        assert.deepEqual(through(plugin, shape, config), plain(shape, known.data as unknown as JsonObject));
      }),
      { numRuns: RUNS },
    );
    assert.ok(taken >= 20, `only ${taken} of ${RUNS} were taken`);
  });

  test('what is left out becomes what the plugin says, also where it is null', () => {
    const required = shape.fields.filter(({ required }) => required).map(({ name }) => name);
    const least = Object.fromEntries(Object.entries(plugin.example).filter(([name]) => required.includes(name)));
    const nulls = Object.fromEntries(shape.fields.flatMap(({ name }) => (name in least ? [] : [[name, null]])));
    const known = plugin.config.safeParse(least);
    if (!known.success) return;
    const expected = plain(shape, known.data as unknown as JsonObject);
    assert.deepEqual(through(plugin, shape, least), expected);
    assert.deepEqual(decoded(plugin, shape, { ...toApi(shape, least), ...nulls }), expected);
  });

  test('is read as it was written, in a selection of all its fields', async () => {
    const config = parsed(plugin, plugin.example);
    const type = SCHEMA.getType('PluginConfig');
    assert.ok(type);
    const query = new GraphQLObjectType({
      name: 'Q',
      fields: { config: { type: type as GraphQLObjectType, resolve: () => typedConfig({ type: plugin.id, config }) } },
    });
    const schema = new GraphQLSchema({ query, types: Object.values(SCHEMA.getTypeMap()) });
    const { data, errors } = await graphql({
      schema,
      source: `{ config { ... on ${shape.name} ${selectionOf(shape)} } }`,
    });
    assert.equal(errors, undefined);
    const read = JSON.parse(JSON.stringify(data?.config)) as JsonObject;
    const said = Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null));
    assert.deepEqual(decoded(plugin, shape, said), plain(shape, config));
  });

  test('every field shows what it is where nothing is said', () => {
    const input = SCHEMA.getType(`${shape.name}Input`);
    assert.ok(isInputObjectType(input));
    for (const { name, fallback } of shape.fields) {
      assert.equal(input.getFields()[name]?.defaultValue !== undefined, fallback !== undefined, name);
    }
  });
}

test('a value that a type of the API cannot hold is refused there', () => {
  const rateLimit = plugins.find(({ id }) => id === 'rate-limit');
  assert.ok(rateLimit);
  for (const config of [
    { limits: [{ limit: 'five' }] },
    { limits: [{ limit: 5, unit: 'requests' }] },
    { limits: [{ limit: 5, window: 'soon' }] },
    { limits: [{ unit: 'TOKENS' }] },
  ]) {
    assert.throws(() => coerce({ rateLimit: config }));
  }
  assert.throws(() => coerce({ rateLimit: { limits: [{ limit: 5 }] }, cache: {} }));
});

function through(plugin: AnyPlugin, shape: ObjectShape, config: JsonObject): JsonObject {
  return decoded(plugin, shape, toApi(shape, config));
}

/** From variables to what is stored. */
function decoded(plugin: AnyPlugin, shape: ObjectShape, variables: object): JsonObject {
  const { type, config } = decodePluginConfig(coerce({ [fieldOfPlugin(plugin)]: variables }));
  assert.equal(type, plugin.id);
  return plain(shape, parsed(plugin, config));
}

function coerce(variables: object): Record<string, unknown> {
  const type = SCHEMA.getType('PluginConfigInput') as GraphQLInputType;
  const value = coerceInputValue(variables, type);
  assert.notEqual(value, undefined);
  return value as Record<string, unknown>;
}

function parsed(plugin: AnyPlugin, config: JsonObject): JsonObject {
  return plugin.config.parse(config) as unknown as JsonObject;
}

/** As somebody writes it in variables. */
function toApi(shape: ObjectShape, config: JsonObject): Record<string, Json> {
  return mapped(shape, config, (kind, value) => (kind.type === 'enum' ? screaming(String(value)) : value));
}

/** Lengths of time have many forms; all else has one. */
function plain(shape: ObjectShape, config: JsonObject): JsonObject {
  return mapped(shape, config, (kind, value) =>
    kind.type === 'duration' ? (parseDuration(String(value)) ?? '') : value,
  );
}

function mapped(
  shape: ObjectShape,
  config: JsonObject,
  change: (kind: Shape, value: Json) => Json,
): Record<string, Json> {
  const one = (kind: Shape, value: Json): Json => {
    if (kind.type === 'object' && isJsonObject(value)) return mapped(kind, value, change);
    return kind.type === 'list' && Array.isArray(value)
      ? value.map((item: Json) => one(kind.item, item))
      : change(kind, value);
  };
  const fields = shape.fields.filter(({ name }) => config[name] !== undefined);
  return Object.fromEntries(fields.map((field) => [field.name, one(field.shape, config[field.name] ?? null)]));
}

/** What the example says, or the default, stands often: chance alone finds no URL and keeps to no bounds. */
function anyObject({ fields }: ObjectShape, example: Json = {}): fc.Arbitrary<JsonObject> {
  const known = isJsonObject(example) ? example : {};
  const members = Object.fromEntries(
    fields.map(({ name, shape, fallback }) => [name, anyMember(shape, known[name] ?? fallback)]),
  );
  const requiredKeys = fields.filter(({ required }: FieldShape) => required).map(({ name }) => name);
  return fc.record(members, { requiredKeys }) as fc.Arbitrary<JsonObject>;
}

function anyMember(shape: Shape, good: Json | undefined): fc.Arbitrary<Json> {
  if (good === undefined) return anyValue(shape);
  return fc.oneof({ weight: 3, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: anyValue(shape, good) });
}

function anyValue(shape: Shape, example?: Json): fc.Arbitrary<Json> {
  switch (shape.type) {
    case 'text':
      return fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcxyz019-é😀') });
    case 'boolean':
      return fc.boolean();
    case 'int':
    case 'safe-int':
      return fc.integer({ min: 1, max: 1_000_000 });
    case 'float':
      return fc.double({ min: 0, max: 1, noNaN: true });
    case 'duration':
      return fc
        .tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('s', 'm', 'h', 'd'))
        .map(([count, unit]) => `${count}${unit}`);
    case 'json':
      return fc.jsonValue() as fc.Arbitrary<Json>;
    case 'enum':
      return fc.constantFrom(...shape.values);
    case 'list': {
      const [item] = Array.isArray(example) ? example : [];
      return fc.array(anyMember(shape.item, item), { maxLength: 3 });
    }
    case 'object':
      return anyObject(shape, example);
    default:
      return shape satisfies never;
  }
}

function selectionOf({ fields }: ObjectShape): string {
  const nested = (shape: Shape): string => {
    if (shape.type === 'list') return nested(shape.item);
    return shape.type === 'object' ? selectionOf(shape) : '';
  };
  return `{ ${fields.map(({ name, shape }) => `${name} ${nested(shape)}`).join(' ')} }`;
}
