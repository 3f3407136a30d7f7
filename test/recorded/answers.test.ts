/** Recorded answers through the adapters: what they say is what comes out, whole or streamed, wherever the bytes are cut. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { AnyProvider } from '#core/provider.ts';
import { assertLawful, cutRandomly, decodeBytes, fold } from '#test/providers/streams.ts';
import { CODES, dialectOf, errorInside, expectationOf, isStreamed } from '#test/recorded/dialects.ts';
import {
  adapterOf,
  bodyOf,
  type Exchange,
  readExchanges,
  recordedProviders,
  SKIP_MESSAGE,
} from '#test/recorded/exchanges.ts';
import type { ExpectedChoice } from '#test/recorded/expectation.ts';

const CUTS = 20;
const names = recordedProviders();

test('recorded answers', { skip: names.length === 0 && SKIP_MESSAGE }, (context) => {
  const counts = names.map((name) => {
    const all = readExchanges(name);
    return `${name} ${all.filter((exchange) => dialectOf(exchange)).length} of ${all.length}`;
  });
  context.diagnostic(`Exchanges that an adapter of this gateway can read: ${counts.join(', ')}`);
});

for (const name of names) {
  const exchanges = readExchanges(name).filter((exchange) => dialectOf(exchange));
  if (exchanges.length === 0) continue;
  describe(name, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge(exchange: Exchange): void {
  const adapter = adapterOf(exchange);
  const { status } = exchange.response;
  const bytes = bodyOf(exchange);
  if (status >= 300) {
    judgeFailure(adapter, exchange);
    return;
  }
  if (errorInside(exchange) !== undefined) {
    judgeErrorInside(adapter, exchange);
    return;
  }
  if (!isStreamed(exchange)) {
    const result = adapter.decodeResult(JSON.parse(bytes.toString('utf8')));
    assert.deepEqual(fold(unfoldChat(result)), result);
    assertSays(result, exchange);
    return;
  }
  const events = decodeBytes(adapter, [bytes]);
  assertLawful(events);
  for (let seed = 1; seed <= CUTS; seed += 1)
    assert.deepEqual(decodeBytes(adapter, cutRandomly(bytes, seed)), events, `seed ${seed}`);
  assertSays(fold(events), exchange);
}

/** What came before it is content that was handed on; it must be read without a fault. */
function judgeErrorInside(adapter: AnyProvider, exchange: Exchange): void {
  const status = errorInside(exchange) ?? 0;
  const run = () => decodeBytes(adapter, [bodyOf(exchange)]);
  assert.throws(run, (thrown) => {
    assert.ok(thrown instanceof GatewayError);
    assert.ok(CODES[status]?.includes(thrown.code), `${status} became ${thrown.code}`);
    assert.equal(thrown.details.upstreamStatus, status);
    return true;
  });
}

function assertSays({ choices, usage }: ChatResult, exchange: Exchange): void {
  const expected = expectationOf(exchange);
  const reasons = dialectOf(exchange)?.reasons ?? {};
  const said = choices.map(({ text, refusal, reasoning, toolCalls, finishReason }) => ({
    text,
    refusal,
    reasoning: reasoning.map((block) => block.text).join(''),
    toolCalls: toolCalls.map(({ id, name, input }) => ({ id, name, input })),
    finish: finishReason.raw,
  }));
  assert.deepEqual(said, expected.choices.map(withIds(choices)));
  assert.deepEqual(
    choices.map(({ finishReason }) => finishReason.unified),
    expected.choices.map(({ unified, finish }) => unified ?? reasons[finish ?? ''] ?? 'other'),
  );
  const { estimated, ...counted } = usage;
  assert.equal(estimated, false);
  for (const [name, value] of Object.entries(expected.usage))
    assert.equal(counted[name as keyof typeof counted], value, name);
}

/** A vendor that gives a call no id leaves it to the gateway. */
function withIds(choices: ChatResult['choices']): (choice: ExpectedChoice, index: number) => ExpectedChoice {
  return ({ unified: _, ...choice }, index) => ({
    ...choice,
    toolCalls: choice.toolCalls.map((call, place) => ({
      ...call,
      id: call.id ?? choices[index]?.toolCalls[place]?.id ?? '',
    })),
  });
}

function judgeFailure(adapter: AnyProvider, exchange: Exchange): void {
  const { status, headers } = exchange.response;
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const body = bodyOf(exchange).toString('utf8');
  const error = adapter.decodeError({ status, headers: lowered, body });
  assert.ok(error instanceof GatewayError);
  const allowed = CODES[status] ?? ['PROVIDER_UNAVAILABLE', 'TIMEOUT'];
  assert.ok(allowed.includes(error.code), `${status} became ${error.code}`);
  assert.equal(error.details.upstreamStatus, status);
  assert.equal(error.details.internal, body);
}
