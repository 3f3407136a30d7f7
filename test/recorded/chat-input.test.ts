/** Recorded requests that a door takes can be said in GraphQL as well, and mean the same there. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeMessagesRequest } from '#anthropic/decode-request.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';
import { decodeRequest as decodeCompletions } from '#openai/decode-request.ts';
import { decodeResponseRequest } from '#openai/responses/decode-response-request.ts';
import { coerceChatInput } from '#test/graphql/coerce-chat-input.ts';
import { writeChatInput } from '#test/graphql/write-chat-input.ts';
import { dialectOf } from '#test/recorded/dialects.ts';
import { type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';

const DOORS: Readonly<Record<string, (body: unknown) => { readonly request: ChatRequest }>> = {
  openai: decodeCompletions,
  'openai-responses': decodeResponseRequest,
  anthropic: (body) => decodeMessagesRequest(body, () => undefined),
};

const names = recordedProviders();

test('recorded requests in GraphQL', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => Object.hasOwn(DOORS, dialectOf(exchange)?.name ?? ''));
  if (exchanges.length === 0) continue;
  describe(`requests of ${name} in GraphQL`, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge(exchange: Exchange): void {
  const request = decoded(exchange);
  if (!request) return;
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const { request: read } = decodeChat(coerceChatInput(asJson(writeChatInput(request))));
  assert.deepEqual(asJson(read), asJson(request));
}

/** Undefined where the door refuses it, which its own tests judge. */
function decoded(exchange: Exchange): ChatRequest | undefined {
  try {
    return DOORS[dialectOf(exchange)?.name ?? '']?.(exchange.request.body).request;
  } catch (thrown) {
    if (thrown instanceof GatewayError) return undefined;
    throw thrown;
  }
}
