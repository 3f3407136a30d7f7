/** `npm run redos [characters]`: known evil patterns and inputs through every plugin that looks for patterns. */
import { measureHolds } from '#test/plugins/measure-holds.ts';

const lengths = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 100_000];
const MOST_MS = 50;

let longest = 0;
for (const length of lengths) {
  for (const { plugin, holdMs, at, runs } of await measureHolds(length)) {
    longest = Math.max(longest, holdMs);
    const figures = `${runs} patterns and inputs, the event loop was held for at most ${holdMs.toFixed(1)} ms, by ${at}`;
    console.log(`${plugin}, ${length} characters: ${figures}`);
  }
}
console.log(`The longest hold of all took ${longest.toFixed(1)} ms; ${MOST_MS} are allowed.`);
process.exitCode = longest <= MOST_MS ? 0 : 1;
