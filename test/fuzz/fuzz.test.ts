/** A small, seeded share of what `npm run fuzz` does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providers } from '#providers/registry.ts';
import { fuzzProvider } from '#test/fuzz/fuzz-provider.ts';

const CASES = 200;
const SEED = 20_261_125;

for (const provider of providers) {
  test(`${provider.id}: spoiled answers end in a result or an error with a code`, (context) => {
    const { results, errors, slowestMs } = fuzzProvider(provider, CASES, SEED);
    assert.ok(results + errors > 0);
    context.diagnostic(`${results} results, ${errors} errors, the slowest in ${slowestMs.toFixed(1)} ms`);
  });
}
