/** The argument of a chat field as its resolver gets it: after GraphQL has judged the variables. */
import assert from 'node:assert/strict';
import { getVariableValues, Kind, parse } from 'graphql';
import { buildSchemas } from '#graphql/schema.ts';

const SCHEMA = buildSchemas().public;
const [OPERATION] = parse('mutation ($input: ChatInput!) { chat(input: $input) { __typename } }').definitions;
const VARIABLES = OPERATION?.kind === Kind.OPERATION_DEFINITION ? (OPERATION.variableDefinitions ?? []) : [];

/** `input` as JSON. Fails the test where GraphQL does not take it. */
export function coerceChatInput(input: unknown): Readonly<Record<string, unknown>> {
  const { variableValues, errors } = getVariableValues(SCHEMA, VARIABLES, { input });
  assert.deepEqual(errors?.map(({ message }) => message) ?? [], []);
  return { input: variableValues?.coerced.input };
}
