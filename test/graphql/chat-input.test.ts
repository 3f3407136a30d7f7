/** Everything that a request can say can be said in a ChatInput, and arrives as it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { getVariableValues, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { buildSchemas } from '#graphql/schema.ts';
import { writeChatInput } from '#test/graphql/write-chat-input.ts';
import { anyChatRequest } from '#test/support/any-chat-request.ts';

const SCHEMA = buildSchemas().public;
const [OPERATION] = parse('mutation ($input: ChatInput!) { chat(input: $input) { __typename } }').definitions;
assert.equal(OPERATION?.kind, Kind.OPERATION_DEFINITION);
const VARIABLES = (OPERATION as OperationDefinitionNode).variableDefinitions ?? [];

/** The argument as a resolver gets it after GraphQL has judged the variables. */
function coerced(input: unknown): Record<string, unknown> {
  const { variableValues, errors } = getVariableValues(SCHEMA, VARIABLES, { input });
  assert.deepEqual(errors?.map(({ message }) => message) ?? [], []);
  return { input: variableValues?.coerced.input };
}

test('any request, written as a ChatInput and read back, is the same request', () => {
  fc.assert(
    fc.property(anyChatRequest, (request) => {
      const sent = JSON.parse(JSON.stringify(writeChatInput(request))) as unknown;
      const { request: read } = decodeChat(coerced(sent));
      assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(request)));
    }),
    { numRuns: 300 },
  );
});
