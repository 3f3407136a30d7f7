/** Everything that a request can say can be said in a ChatInput, and arrives as it was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { coerceChatInput } from '#test/graphql/coerce-chat-input.ts';
import { writeChatInput } from '#test/graphql/write-chat-input.ts';
import { anyChatRequest } from '#test/support/any-chat-request.ts';

test('any request, written as a ChatInput and read back, is the same request', () => {
  fc.assert(
    fc.property(anyChatRequest, (request) => {
      const sent = JSON.parse(JSON.stringify(writeChatInput(request))) as unknown;
      const { request: read } = decodeChat(coerceChatInput(sent));
      assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(request)));
    }),
    { numRuns: 300 },
  );
});
