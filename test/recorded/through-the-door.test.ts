/**
 * Recorded answers through the whole gateway: the vendor plays them over a real socket, streams cut at seeded places, and a
 * caller at the OpenAI door gets what they say.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { ERROR_FACTS, type ErrorCode } from '#core/error/codes.ts';
import type { JsonObject } from '#core/json.ts';
import { sampleOf } from '#providers/demo/sample-of.ts';
import { change, create, named, succeeded } from '#test/graphql/admin-mutations.ts';
import { CODES, dialectOf, errorInside, expectationOf, isStreamed } from '#test/recorded/dialects.ts';
import {
  adapterOf,
  bodyOf,
  type Exchange,
  readExchanges,
  recordedProviders,
  SKIP_MESSAGE,
} from '#test/recorded/exchanges.ts';
import { type Expectation, type Foreign, jsonLinesOf } from '#test/recorded/expectation.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, raw, type Upstream } from '#test/support/upstream.ts';
import { bytes } from '#test/support/upstream-replies.ts';

const SEEDS = 2;
const names = recordedProviders();

test('recorded answers at the door', { skip: names.length === 0 && SKIP_MESSAGE }, async (context) => {
  const gateway = await startAdminGateway(context);
  const upstream = await createUpstream();
  context.after(() => upstream.close());
  const key = await keyOf(gateway);
  const exchanges = names.flatMap(readExchanges).filter((exchange) => dialectOf(exchange));
  const kinds = new Set(exchanges.map((exchange) => adapterOf(exchange)));
  for (const { id, options } of kinds) {
    const settings = options.safeParse({}).success
      ? {}
      : sampleOf(z.toJSONSchema(options, { io: 'input' }) as JsonObject);
    await connect(gateway, upstream, id, settings);
  }
  for (const exchange of exchanges) await judgeAll(context, exchange, { gateway, upstream, key });
});

interface House {
  readonly gateway: AdminGateway;
  readonly upstream: Upstream;
  readonly key: string;
}

async function judgeAll(context: TestContext, exchange: Exchange, house: House): Promise<void> {
  await context.test(`${exchange.provider} ${exchange.name}`, async () => {
    const { status } = exchange.response;
    const streamed = isStreamed(exchange);
    for (let seed = 1; seed <= (streamed ? SEEDS : 1); seed += 1) {
      house.upstream.on(() => replyOf(exchange, seed));
      const response = await ask(exchange, house);
      const text = await response.text();
      if (status >= 300) assertFailed(response.status, status);
      else if (errorInside(exchange) !== undefined)
        assertFailedInside(response.status, text, errorInside(exchange) ?? 0);
      else assertSays(streamed ? jsonLinesOf(text) : [JSON.parse(text)], exchange);
    }
  });
}

function replyOf(exchange: Exchange, seed: number) {
  const { status, headers } = exchange.response;
  const sent = { 'content-type': headers['content-type'] ?? 'application/json' };
  return isStreamed(exchange) && status < 300
    ? bytes(bodyOf(exchange), seed, sent)
    : raw(status, bodyOf(exchange), sent);
}

function ask(exchange: Exchange, { gateway, key }: House): Promise<Response> {
  const body = {
    model: adapterOf(exchange).id,
    messages: [{ role: 'user', content: 'Play it.' }],
    ...(isStreamed(exchange) && { stream: true, stream_options: { include_usage: true } }),
  };
  return gateway.post('/v1/chat/completions', body, key);
}

function statusesOf(upstreamStatus: number): readonly number[] {
  const codes = CODES[upstreamStatus] ?? ['PROVIDER_UNAVAILABLE', 'TIMEOUT'];
  return codes.map((code) => ERROR_FACTS[code as ErrorCode].status);
}

function assertFailed(given: number, upstreamStatus: number): void {
  assert.ok(statusesOf(upstreamStatus).includes(given), `${upstreamStatus} became ${given}`);
}

/** Before the first content it is an answer of its own, after it the last frame. */
function assertFailedInside(given: number, text: string, upstreamStatus: number): void {
  if (given !== 200) assertFailed(given, upstreamStatus);
  else assert.ok(jsonLinesOf(text).at(-1)?.error?.message && !text.includes('[DONE]'));
}

const REASONS: Readonly<Record<string, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  other: 'stop',
};

function assertSays(parts: readonly Foreign[], exchange: Exchange): void {
  const expected = expectationOf(exchange);
  const reasons = dialectOf(exchange)?.reasons ?? {};
  const said = expected.choices.map((_, index) => readChoice(parts, index));
  assert.deepEqual(
    said,
    expected.choices.map(({ text, reasoning, refusal, toolCalls, finish, unified }, index) => ({
      text,
      reasoning,
      refusal,
      toolCalls: toolCalls.map((call, place) => ({ ...call, id: call.id ?? said[index]?.toolCalls[place]?.id })),
      finish: REASONS[unified ?? reasons[finish ?? ''] ?? 'other'],
    })),
  );
  assertCounts(parts.findLast((part) => part.usage)?.usage, expected);
}

function readChoice(parts: readonly Foreign[], index: number) {
  const calls: { id: string; name: string; input: string }[] = [];
  const choice = { text: '', reasoning: '', refusal: '', toolCalls: calls, finish: '' };
  for (const part of parts) {
    const given = part.choices.find((one: Foreign) => one.index === index);
    const message = given?.delta ?? given?.message ?? {};
    choice.text += message.content ?? '';
    choice.reasoning += message.reasoning_content ?? '';
    choice.refusal += message.refusal ?? '';
    choice.finish ||= given?.finish_reason ?? '';
    for (const [place, call] of (message.tool_calls ?? []).entries()) {
      const at = call.index ?? place;
      calls[at] ??= { id: call.id, name: call.function.name, input: '' };
      calls[at].input += call.function?.arguments ?? '';
    }
  }
  return choice;
}

function assertCounts(usage: Foreign, { usage: expected }: Expectation): void {
  const counted: Readonly<Record<string, number | undefined>> = {
    inputTokens: usage?.prompt_tokens,
    outputTokens: usage?.completion_tokens,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens,
  };
  for (const [name, count] of Object.entries(counted)) {
    const wanted = expected[name];
    if (wanted !== undefined) assert.equal(count ?? 0, wanted, name);
  }
}

async function keyOf(gateway: AdminGateway): Promise<string> {
  const consumer = await create(gateway, 'consumer', named('Player'));
  const input = { ...named('Player'), consumerId: consumer.id };
  const payload = await change(gateway, 'apiKeyCreate', { input: ['ApiKeyCreateInput!', input] }, 'plaintext');
  return succeeded(payload).plaintext;
}

/** A model named after its adapter. */
async function connect(gateway: AdminGateway, upstream: Upstream, id: string, settings: unknown): Promise<void> {
  const provider = await create(gateway, 'provider', {
    ...named(id),
    kind: id.toUpperCase().replaceAll('-', '_'),
    baseUrl: upstream.url,
    allowPrivateNetwork: true,
    settings,
    credential: { value: 'key-of-the-recording' },
  });
  await create(gateway, 'model', {
    resource: { displayName: id, name: id },
    targets: [{ providerId: provider.id, upstreamModel: 'recorded' }],
  });
}
