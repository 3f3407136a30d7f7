/** What is shipped is whole and says what vendors say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CatalogueFile } from '#catalogue/catalogue-file.ts';
import { SELLERS } from '#catalogue/offers-of.ts';
import { openCatalogue } from '#catalogue/open-catalogue.ts';
import { MODEL_CAPABILITIES } from '#core/cost/model-facts.ts';
import { periodAt } from '#core/cost/price.ts';

const file = JSON.parse(readFileSync(new URL('./models.json', import.meta.url), 'utf8')) as CatalogueFile;
const models = Object.values(file.sellers).flatMap((seller) => seller.models);

test('every number is whole and not below zero, and every price says where it comes from', () => {
  const sources = new Set(file.sources.map((source) => source.package));
  for (const { id, context = 0, output = 0, can = [], periods = [], from } of models) {
    const rates = periods.flatMap((period) => [period.rates, ...period.tiers.map((tier) => tier.rates)]);
    const starts = periods.flatMap(({ tiers }) => tiers.map(({ aboveInputTokens }) => aboveInputTokens));
    for (const number of [context, output, ...starts, ...rates.flatMap((rate) => Object.values(rate))]) {
      assert.ok(Number.isSafeInteger(number) && number >= 0, `${id}: ${number}`);
    }
    assert.ok(can.every((one) => MODEL_CAPABILITIES.includes(one)));
    assert.ok(from.length > 0 && from.every((source) => sources.has(source)), id);
  }
  for (const { date, url, license } of file.sources) {
    assert.match(date, /^20\d{2}-\d{2}-\d{2}$/);
    assert.match(url, /^https:/);
    assert.equal(license, 'MIT');
  }
});

test('tiers rise, and there are sellers for all adapters that are said to have one', () => {
  for (const { id, periods = [] } of models) {
    for (const { tiers } of periods) {
      const starts = tiers.map(({ aboveInputTokens }) => aboveInputTokens);
      assert.deepEqual(
        starts,
        starts.toSorted((left, right) => left - right),
        id,
      );
    }
  }
  for (const seller of Object.values(SELLERS).flat()) assert.ok(file.sellers[seller], seller);
});

/** Dollars for a million tokens of input and of output, on the vendors' own pages of prices. */
const PUBLISHED: readonly (readonly [string, string, number, number])[] = [
  ['openai', 'gpt-4o-2024-08-06', 2.5, 10],
  ['openai-responses', 'gpt-4o-mini', 0.15, 0.6],
  ['azure', 'gpt-4o', 2.5, 10],
  ['anthropic', 'claude-sonnet-4-5-20250929', 3, 15],
  ['bedrock', 'anthropic.claude-3-5-sonnet-20241022-v2:0', 3, 15],
  ['bedrock', 'eu.amazon.nova-lite-v1:0', 0.06, 0.24],
  ['gemini', 'models/gemini-2.5-flash', 0.3, 2.5],
  ['vertex', 'publishers/anthropic/models/claude-opus-4-1@20250805', 15, 75],
  ['cohere', 'command-a-03-2025', 2.5, 10],
  ['groq', 'llama-3.3-70b-versatile', 0.59, 0.79],
  ['xai', 'grok-4', 3, 15],
];

test('finds prices that vendors have published', () => {
  const catalogue = openCatalogue();
  for (const [adapter, name, input, output] of PUBLISHED) {
    const { price } = catalogue.find(adapter, name);
    assert.ok(price, name);
    const { rates } = periodAt(price, Date.UTC(2026, 10, 1));
    assert.deepEqual([rates.input, rates.output], [input * 1e6, output * 1e6], name);
  }
});

test('finds windows and abilities where they are known, and says nothing where they are not', () => {
  const catalogue = openCatalogue();
  const { contextTokens, maxOutputTokens, capabilities } = catalogue.find('openai', 'gpt-4o');
  assert.deepEqual([contextTokens, maxOutputTokens], [128_000, 16_384]);
  assert.ok(capabilities?.includes('tools') && capabilities.includes('vision'));
  assert.deepEqual(catalogue.find('openai', 'a-model-of-nobody'), {});
});
