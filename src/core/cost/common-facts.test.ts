import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonFacts } from '#core/cost/common-facts.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import type { ModelPrice } from '#core/cost/price.ts';

const PRICE: ModelPrice = { source: 'catalogue', periods: [{ rates: { input: 1, output: 2 }, tiers: [] }] };
const LARGE: ModelFacts = {
  contextTokens: 100,
  maxOutputTokens: 10,
  capabilities: ['tools', 'vision', 'reasoning'],
  price: PRICE,
};
const SMALL: ModelFacts = { contextTokens: 50, maxOutputTokens: 20, capabilities: ['vision', 'tools'] };

test('a model has the narrower window, what all of its targets can, and the price of the first', () => {
  const both = commonFacts([{ facts: LARGE }, { facts: SMALL }]);
  assert.deepEqual(both, { contextTokens: 50, maxOutputTokens: 10, capabilities: ['tools', 'vision'], price: PRICE });
  assert.equal(commonFacts([{ facts: SMALL }, { facts: LARGE }]).price, undefined);
  assert.deepEqual(commonFacts([{ facts: LARGE }]), LARGE);
});

test('what is not known of one target is not known of the model', () => {
  assert.deepEqual(commonFacts([{ facts: LARGE }, {}]), { price: PRICE });
  assert.deepEqual(commonFacts([{}, { facts: LARGE }, { facts: SMALL }]), {});
  assert.deepEqual(commonFacts([]), {});
});
