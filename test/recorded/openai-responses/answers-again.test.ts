/** Recorded answers in the words of the door and back again: what the vendor said is what a caller of the same wire reads. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { encodeResponse } from '#openai/responses/encode-response.ts';
import { createResponseStream } from '#openai/responses/encode-response-stream.ts';
import { openaiResponses } from '#providers/openai-responses/adapter.ts';
import { cutRandomly, decodeBytes, fold } from '#test/providers/streams.ts';
import { dialectOf, isStreamed } from '#test/recorded/dialects.ts';
import { bodyOf, type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';

const IDENTITY = { id: 'chat_1', model: 'model-of-the-gateway', created: 1_700_000_000 };
const DECODED = { body: {}, logprobs: true };
/** The wire's list is closed, so a reason it has no word for becomes its plainest. */
const REASONS = {
  stop: 'stop',
  'tool-calls': 'tool-calls',
  length: 'length',
  'content-filter': 'content-filter',
  other: 'stop',
};
const names = recordedProviders();

test('recorded answers said again', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter(
    (exchange) => dialectOf(exchange)?.name === 'openai-responses' && exchange.response.status < 300,
  );
  if (exchanges.length === 0) continue;
  describe(name, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge(exchange: Exchange): void {
  const bytes = bodyOf(exchange);
  if (isStreamed(exchange)) {
    const events = decodeBytes(openaiResponses, [bytes]);
    const encoder = createResponseStream(IDENTITY, DECODED);
    const again = encoder.encode(events) + encoder.end();
    const pieces = cutRandomly(Buffer.from(again), 1);
    assert.deepEqual(plain(fold(decodeBytes(openaiResponses, pieces))), plain(fold(events)));
    return;
  }
  const body = JSON.parse(bytes.toString('utf8')) as JsonObject;
  const result = openaiResponses.decodeResult(body);
  const again = JSON.parse(encodeResponse(result, IDENTITY, DECODED)) as JsonObject;
  assert.deepEqual(plain(openaiResponses.decodeResult(again)), plain(result));
  assert.deepEqual(listOf(again.output).map(itemOf), listOf(body.output).map(itemOf).filter(saysSomething));
  // A whole answer that is handed on in pieces says the same.
  const encoder = createResponseStream(IDENTITY, DECODED);
  const streamed = fold(decodeBytes(openaiResponses, [Buffer.from(encoder.encode(unfoldChat(result)))]));
  assert.equal(streamed.choices[0]?.text, result.choices[0]?.text);
}

/** The names are the gateway's own, as is what stands beside an answer that is not the model's. */
function plain({ choices, usage, extra = {} }: ChatResult): object {
  return {
    choices: choices.map(({ finishReason, ...choice }) => ({ ...choice, reason: REASONS[finishReason.unified] })),
    usage,
    said: extra.choices,
  };
}

/** Ids of what is not kept are the gateway's own; those of thinking are the vendor's. */
function itemOf(item: Json): JsonObject {
  assert.ok(isJsonObject(item));
  const { id, status: _, content, encrypted_content, ...rest } = item;
  if (item.type === 'reasoning')
    return { ...rest, id: id ?? null, ...(encrypted_content != null && { encrypted_content }) };
  if (item.type === 'function_call') return rest;
  return item.type === 'message' ? { ...rest, content: listOf(content).map(partOf) } : item;
}

function partOf(part: Json): Json {
  return isJsonObject(part) && part.type === 'output_text' ? { annotations: [], logprobs: [], ...part } : part;
}

/** Thinking of which nothing is shown, not even sealed, and messages without a word. */
function saysSomething({ type, summary, encrypted_content, content }: JsonObject): boolean {
  if (type === 'message') return listOf(content).some((part) => isJsonObject(part) && part.text !== '');
  return type !== 'reasoning' || listOf(summary).length > 0 || encrypted_content !== undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
