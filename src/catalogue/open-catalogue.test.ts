import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CatalogueFile, CatalogueModel } from '#catalogue/catalogue-file.ts';
import { catalogueOf } from '#catalogue/open-catalogue.ts';

function entry(id: string, parts: Partial<CatalogueModel> = {}): CatalogueModel {
  return { id, from: ['test'], ...parts };
}

function priced(id: string, input: number, parts: Partial<CatalogueModel> = {}): CatalogueModel {
  return entry(id, { periods: [{ rates: { input, output: input }, tiers: [] }], ...parts });
}

function fileOf(sellers: Readonly<Record<string, readonly CatalogueModel[]>>, fallbacks: readonly string[] = []) {
  const filled = Object.entries(sellers).map(([id, models]) => [id, { pages: [], fallbacks, models }]);
  return { sources: [], sellers: Object.fromEntries(filled) } satisfies CatalogueFile;
}

function inputRate(file: CatalogueFile, adapterId: string, name: string): number | undefined {
  return catalogueOf(file).find(adapterId, name).price?.periods[0].rates.input;
}

test('the exact name goes before a rule that fits a part of it', () => {
  const file = fileOf({ openai: [priced('gpt-4o', 1), priced('gpt-4o-2024-05-13', 2)] });
  assert.equal(inputRate(file, 'openai', 'gpt-4o-2024-05-13'), 2);
  assert.equal(inputRate(file, 'openai', 'gpt-4o-2024-08-06'), 1);
  assert.equal(inputRate(file, 'openai', 'GPT-4o'), 1);
  assert.equal(inputRate(file, 'openai', 'gpt-4o-mini'), undefined);
});

test('every kind of rule fits what it says', () => {
  const file = fileOf({
    mistral: [
      priced('equals', 1, { match: { equals: 'a-b' } }),
      priced('starts', 2, { match: { starts_with: 'start-' } }),
      priced('ends', 3, { match: { ends_with: '-end' } }),
      priced('both', 4, { match: { and: [{ contains: 'mid' }, { regex: '^\\d' }] } }),
      priced('either', 5, { match: { or: [{ equals: 'x' }, { contains: 'dle' }] } }),
    ],
  });
  const names = ['A-B', 'start-1', 'the-end', '1-mid-2', 'middle', 'x', 'nothing'];
  assert.deepEqual(
    names.map((name) => inputRate(file, 'mistral', name)),
    [1, 2, 3, 4, 5, 5, undefined],
  );
});

test('what a seller does not list is looked for where it takes its prices from, and nowhere else', () => {
  const sellers = {
    azure: [priced('one', 1), entry('two', { context: 10 })],
    openai: [priced('two', 2, { output: 5 })],
  };
  assert.equal(inputRate(fileOf(sellers, ['openai']), 'azure', 'two'), 2);
  assert.equal(inputRate(fileOf(sellers), 'azure', 'two'), undefined);
  const facts = catalogueOf(fileOf(sellers, ['openai'])).find('azure', 'two');
  assert.equal(facts.contextTokens, 10);
  assert.equal(facts.maxOutputTokens, 5);
});

test("Hugging Face's router asks the one who is named", () => {
  const file = fileOf({ huggingface: [priced('a/b', 1)], huggingface_groq: [priced('a/b', 2)] });
  assert.equal(inputRate(file, 'huggingface', 'a/b'), 1);
  assert.equal(inputRate(file, 'huggingface', 'a/b:groq'), 2);
  assert.equal(inputRate(file, 'huggingface', 'a/b:nebius'), undefined);
});

test('of an adapter that buys from nobody known nothing is known, and the demo is free', () => {
  const file = fileOf({ openai: [priced('gpt-4o', 1)] });
  assert.deepEqual(catalogueOf(file).find('vllm', 'gpt-4o'), {});
  assert.deepEqual(catalogueOf(file).find('openai', ''), {});
  assert.equal(inputRate(file, 'demo', 'any'), 0);
});
