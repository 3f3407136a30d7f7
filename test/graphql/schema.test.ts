/** Rules that the printed contract keeps, whoever adds to it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  validateSchema,
} from 'graphql';
import { ERROR_FACTS } from '#core/error/codes.ts';
import { printSchemas } from '#graphql/print-schema.ts';
import { buildSchemas } from '#graphql/schema.ts';

const SCHEMAS = buildSchemas();
const ADMIN = SCHEMAS.admin;

function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
}

interface Field {
  readonly parent: GraphQLNamedType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly at: string;
}

function outputFields(schema: GraphQLSchema): Field[] {
  return typesOf(schema).flatMap((parent) => {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return [];
    return Object.values(parent.getFields()).map((field) => ({ parent, field, at: `${parent.name}.${field.name}` }));
  });
}

interface Element {
  readonly at: string;
  readonly name: string;
  readonly description: string | null | undefined;
  readonly kind: 'type' | 'field' | 'value';
}

/** Everything that has a name, with its description. */
function elementsOf(schema: GraphQLSchema): Element[] {
  return typesOf(schema).flatMap((type): Element[] => {
    const own = { at: type.name, name: type.name, description: type.description, kind: 'type' as const };
    if (isEnumType(type)) {
      return [
        own,
        ...type
          .getValues()
          .map(({ name, description }) => ({ at: `${type.name}.${name}`, name, description, kind: 'value' as const })),
      ];
    }
    if (isInputObjectType(type)) {
      return [
        own,
        ...Object.values(type.getFields()).map(({ name, description }) => ({
          at: `${type.name}.${name}`,
          name,
          description,
          kind: 'field' as const,
        })),
      ];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [own];
    const fields = Object.values(type.getFields()).flatMap(({ name, description, args }) => [
      { at: `${type.name}.${name}`, name, description, kind: 'field' as const },
      ...args.map((arg) => ({
        at: `${type.name}.${name}(${arg.name})`,
        name: arg.name,
        description: arg.description,
        kind: 'field' as const,
      })),
    ]);
    return [own, ...fields];
  });
}

test('both surfaces are valid schemas', () => {
  for (const schema of Object.values(SCHEMAS)) assert.deepEqual(validateSchema(schema), []);
});

test('everything has a description', () => {
  const bare = elementsOf(ADMIN).filter(({ description }) => !description?.trim());
  assert.deepEqual(
    bare.map(({ at }) => at),
    [],
  );
});

test('names have the case of their kind', () => {
  const patterns = { type: /^[A-Z][A-Za-z0-9]*$/, field: /^[a-z][A-Za-z0-9]*$/, value: /^[A-Z][A-Z0-9_]*$/ };
  const odd = elementsOf(ADMIN).filter(({ name, kind }) => !patterns[kind].test(name));
  assert.deepEqual(
    odd.map(({ at }) => at),
    [],
  );
});

test('inputs end in Input, and nothing else does', () => {
  for (const type of typesOf(ADMIN)) assert.equal(type.name.endsWith('Input'), isInputObjectType(type), type.name);
});

test('no list has items that may be null, except nodes, which answers id by id', () => {
  const odd = outputFields(ADMIN).filter(({ field, at }) => {
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    return isListType(type) && !isNonNullType(type.ofType) && at !== 'Query.nodes';
  });
  assert.deepEqual(
    odd.map(({ at }) => at),
    [],
  );
});

test('no output is named like a secret, except where a new key is shown once', () => {
  const shownOnce = /^(ApiKeyCreatePayload|ApiKeyRotatePayload|QuickStartPayload)\.plaintext$/;
  const secretive = outputFields(ADMIN).filter(
    ({ field, at }) => /secret|password|(^|[a-z])token$|apiKey$|plaintext/i.test(field.name) && !shownOnce.test(at),
  );
  // A secret may be spoken of: whether there is one, what it is compared by, or which variable of the environment has it.
  const told = secretive.filter(
    ({ field }) =>
      getNamedType(field.type).name === 'String' && !field.description?.includes('GATEHOUSE_PLUGIN_SECRET_'),
  );
  assert.deepEqual(
    told.map(({ at }) => at),
    [],
  );
});

test('every connection takes first and after, and counts first in its cost', () => {
  for (const { field, at } of outputFields(ADMIN).filter(({ field }) =>
    getNamedType(field.type).name.endsWith('Connection'),
  )) {
    assert.deepEqual(
      ['after', 'first'].filter((name) => !field.args.some((arg) => arg.name === name)),
      [],
      at,
    );
    const { complexity } = field.extensions as {
      complexity: (args: object, context: object, field: object) => { multiplier: number };
    };
    assert.equal(complexity({ first: 7 }, {}, field).multiplier, 7, at);
  }
});

const OUTCOMES = ['ChatResult', 'ChatStreamEvent', 'Comparison', 'ComparisonStreamEvent', 'EmbedResult'];

test('every field that gives the outcome of a call is a gateway field, and no other field is', () => {
  for (const { parent, field, at } of outputFields(ADMIN)) {
    const isRoot = parent === ADMIN.getMutationType() || parent === ADMIN.getSubscriptionType();
    const outcome = OUTCOMES.includes(getNamedType(field.type).name);
    assert.equal(field.extensions.gateway !== undefined, isRoot && outcome, at);
  }
});

test('the public surface is a part of the admin surface', () => {
  for (const type of typesOf(SCHEMAS.public)) assert.ok(ADMIN.getType(type.name), type.name);
  const admin = new Set(outputFields(ADMIN).map(({ at }) => at));
  for (const { at } of outputFields(SCHEMAS.public)) assert.ok(admin.has(at), at);
});

test('the public surface has exactly the root fields of a caller', () => {
  const roots = [SCHEMAS.public.getQueryType(), SCHEMAS.public.getMutationType(), SCHEMAS.public.getSubscriptionType()];
  assert.deepEqual(
    roots.map((type) => Object.keys(type?.getFields() ?? {}).sort()),
    [
      ['model', 'models', 'viewer'],
      ['chat', 'compare', 'embed'],
      ['chatStream', 'compareStream'],
    ],
  );
});

test('every code of the table is in the enum, and every type of the table is a member of the results of calls', () => {
  const codes = ADMIN.getType('GatewayErrorCode');
  assert.ok(isEnumType(codes));
  assert.deepEqual(
    codes
      .getValues()
      .map(({ name }) => name)
      .sort(),
    Object.keys(ERROR_FACTS).sort(),
  );
  const [, sdl] = printSchemas();
  for (const { graphqlType } of Object.values(ERROR_FACTS))
    for (const union of ['ChatResult', 'EmbedResult'])
      assert.match(sdl?.text ?? '', new RegExp(`union ${union} =.*\\b${graphqlType}\\b`));
});
