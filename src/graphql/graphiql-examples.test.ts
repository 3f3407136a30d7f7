import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { EXAMPLES } from '#graphql/graphiql-examples.ts';
import { buildSchemas } from '#graphql/schema.ts';

const SCHEMAS = buildSchemas();

for (const surface of ['public', 'admin'] as const) {
  test(`every example that GraphiQL opens with on the ${surface} surface is valid there`, () => {
    for (const { query, headers } of EXAMPLES[surface]) {
      assert.deepEqual(problemsOf(query, SCHEMAS[surface]), [], query);
      if (headers !== undefined) assert.equal(typeof JSON.parse(headers), 'object');
    }
  });
}

function problemsOf(query: string, schema: GraphQLSchema): string[] {
  const document = parse(query);
  assert.equal(document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length, 1);
  return validate(schema, document).map(({ message }) => message);
}
