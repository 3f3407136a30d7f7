import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphQLBoolean, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { assertRootFieldsOnly } from '#graphql/gateway-plugin.ts';

const gatewayField = { type: GraphQLBoolean, extensions: { gateway: { door: 'graphql' } } };

test('a gateway field may be a field of Mutation', () => {
  const query = new GraphQLObjectType({ name: 'Query', fields: { ok: { type: GraphQLBoolean } } });
  const mutation = new GraphQLObjectType({ name: 'Mutation', fields: { chat: gatewayField } });
  assert.doesNotThrow(() => assertRootFieldsOnly(new GraphQLSchema({ query, mutation })));
});

test('a gateway field anywhere else stops the schema from being built, by name', () => {
  const nested = new GraphQLObjectType({ name: 'Lane', fields: { chat: gatewayField } });
  const query = new GraphQLObjectType({ name: 'Query', fields: { lane: { type: nested } } });
  assert.throws(() => assertRootFieldsOnly(new GraphQLSchema({ query })), /Lane\.chat is a gateway field/);
  const direct = new GraphQLObjectType({ name: 'Query', fields: { chat: gatewayField } });
  assert.throws(() => assertRootFieldsOnly(new GraphQLSchema({ query: direct })), /Query\.chat is a gateway field/);
});
