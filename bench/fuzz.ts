/** `npm run fuzz [cases] [seed]`: spoiled answers for every provider, 100,000 cases in all unless told otherwise. */
import { providers } from '#providers/registry.ts';
import { fuzzProvider } from '#test/fuzz/fuzz-provider.ts';

const cases = Number(process.argv[2] ?? 100_000);
const firstSeed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

console.log(`seed ${firstSeed}`);
const total = { results: 0, errors: 0, slowestMs: 0 };
// Providers whose answers others' fixtures show have fewer kinds of cases, so it may take another round.
for (let seed = firstSeed; total.results + total.errors < cases; seed += 1) {
  for (const provider of providers) {
    const { results, errors, slowestMs } = fuzzProvider(provider, Math.ceil(cases / providers.length), seed);
    total.results += results;
    total.errors += errors;
    total.slowestMs = Math.max(total.slowestMs, slowestMs);
    console.log(`${provider.id}: ${results} results, ${errors} errors, the slowest in ${slowestMs.toFixed(1)} ms`);
  }
}
await new Promise((resolve) => setImmediate(resolve));
console.log(
  `${total.results + total.errors} cases: ${total.results} results, ${total.errors} errors with a code, 0 of any other kind, ` +
    `${unhandled.length} unhandled rejections, the slowest in ${total.slowestMs.toFixed(1)} ms`,
);
process.exitCode = unhandled.length === 0 ? 0 : 1;
