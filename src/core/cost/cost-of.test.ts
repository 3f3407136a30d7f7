import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Usage } from '#core/chat/usage.ts';
import { costOf, costParts, microUsd, sumOf, totalCost } from '#core/cost/cost-of.ts';
import type { ModelPrice, TokenRates } from '#core/cost/price.ts';

const count = fc.nat(10_000_000);
const rate = fc.nat(100_000_000);
const rates = fc.record(
  { input: rate, output: rate, cachedInput: rate, cacheWrite: rate, reasoning: rate, perCall: fc.nat(1_000_000) },
  { requiredKeys: ['input', 'output'], noNullPrototype: true },
);
const known = fc.record({ plain: count, cached: count, written: count, said: count, thought: count });
type Known = { plain: number; cached: number; written: number; said: number; thought: number };

function usageOf({ plain, cached, written, said, thought }: Known): Usage {
  return {
    inputTokens: plain + cached + written,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    outputTokens: said + thought,
    reasoningTokens: thought,
    estimated: false,
  };
}

function priceOf(of: TokenRates): ModelPrice {
  return { source: 'catalogue', periods: [{ rates: of, tiers: [] }] };
}

test('the whole is the sum of its parts, each tokens times their own rate, without any error', () => {
  fc.assert(
    fc.property(known, rates, (tokens, of) => {
      const { input, output = 0, cachedInput = input, cacheWrite = input, reasoning = output, perCall = 0 } = of;
      const parts = costParts(usageOf(tokens), of);
      assert.ok(parts);
      assert.equal(parts.input, BigInt(tokens.plain) * BigInt(input));
      assert.equal(parts.cachedInput, BigInt(tokens.cached) * BigInt(cachedInput));
      assert.equal(parts.cacheWrite, BigInt(tokens.written) * BigInt(cacheWrite));
      assert.equal(parts.output, BigInt(tokens.said) * BigInt(output));
      assert.equal(parts.reasoning, BigInt(tokens.thought) * BigInt(reasoning));
      assert.equal(parts.call, BigInt(perCall) * 1_000_000n);
      const nano = costOf(usageOf(tokens), priceOf(of), 0);
      assert.ok(nano !== undefined);
      const over = BigInt(nano) * 1_000n - sumOf(parts);
      assert.ok(over >= 0n && over < 1_000n, 'rounded up, once, by less than a step');
    }),
  );
});

test('more tokens of any kind never cost less', () => {
  const kinds = fc.constantFrom('plain', 'cached', 'written', 'said', 'thought');
  fc.assert(
    fc.property(known, rates, kinds, count, (tokens, of, kind, more) => {
      const before = costOf(usageOf(tokens), priceOf(of), 0);
      const after = costOf(usageOf({ ...tokens, [kind]: tokens[kind] + more }), priceOf(of), 0);
      assert.ok(before !== undefined && after !== undefined && after >= before);
    }),
  );
});

test('one token a thousand times costs what a thousand tokens do', () => {
  // In floating point 0.1 + 0.2 is not 0.3; here a dime for a million tokens is a hundred thousand.
  const of: TokenRates = { input: 100_000, output: 300_000 };
  const once = costParts({ inputTokens: 1, outputTokens: 1, estimated: false }, of);
  const often = costParts({ inputTokens: 1_000, outputTokens: 1_000, estimated: false }, of);
  assert.ok(once && often);
  assert.equal(sumOf(once) * 1_000n, sumOf(often));
  assert.equal(sumOf(often), 400_000_000n);
});

test('sums of attempts are exact, and shown money is rounded up once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000_000_000), { maxLength: 50 }), (costs) => {
      const usage: Usage = { estimated: false };
      const total = totalCost(costs.map((cost) => ({ usage, cost })));
      assert.equal(
        total,
        costs.reduce((sum, cost) => sum + cost, 0),
      );
      assert.equal(BigInt(microUsd(total ?? 0)), (BigInt(total ?? 0) + 999n) / 1_000n);
    }),
  );
});

test('what is not known costs an unknown amount, never nothing', () => {
  const price = priceOf({ input: 1, output: 1 });
  const unknown: readonly Usage[] = [
    { estimated: false },
    { inputTokens: 1, estimated: false },
    { outputTokens: 1, estimated: false },
    { inputTokens: -1, outputTokens: 1, estimated: false },
    { inputTokens: 1.5, outputTokens: 1, estimated: false },
    { inputTokens: Number.NaN, outputTokens: 1, estimated: false },
    { inputTokens: 1, outputTokens: Number.POSITIVE_INFINITY, estimated: false },
  ];
  for (const usage of unknown) assert.equal(costOf(usage, price, 0), undefined);
  assert.equal(costOf({ inputTokens: 1, outputTokens: 1, estimated: false }, undefined, 0), undefined);
  const most = { inputTokens: Number.MAX_SAFE_INTEGER, outputTokens: 0, estimated: false };
  assert.equal(costOf(most, priceOf({ input: 1_000_000, output: 0 }), 0), undefined);
  assert.equal(totalCost([{ usage: { estimated: false } }, { usage: { estimated: false }, cost: 5 }]), undefined);
});

test('attempts that used no tokens cost nothing', () => {
  assert.equal(totalCost([]), 0);
  assert.equal(totalCost([{}, { usage: { estimated: true }, cost: 7 }]), 7);
});

test('a model without a price for output may write nothing', () => {
  const price = priceOf({ input: 20_000 });
  assert.equal(costOf({ inputTokens: 1_000, estimated: false }, price, 0), 20_000);
  assert.equal(costOf({ inputTokens: 1_000, outputTokens: 0, estimated: false }, price, 0), 20_000);
  assert.equal(costOf({ inputTokens: 1_000, outputTokens: 1, estimated: false }, price, 0), undefined);
});

test('parts that are higher than their whole are paid as they are', () => {
  const usage = { inputTokens: 5, cachedInputTokens: 10, outputTokens: 1, reasoningTokens: 4, estimated: false };
  const price = priceOf({ input: 1_000, cachedInput: 100, output: 2_000 });
  assert.equal(costOf(usage, price, 0), 9);
});
