/** Feeds spoiled answers to one provider: each ends in a result or in an error with a code. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json } from '#core/json.ts';
import type { AnyProvider } from '#core/provider.ts';
import { shapesOf } from '#test/fuzz/recorded-shapes.ts';
import { spoiledBytes, spoiledFrames, spoiledJson } from '#test/fuzz/spoil.ts';
import { assertLawful, decodeBytes, decodeFrames, fold } from '#test/providers/streams.ts';

/** Longest time that one case may take: an answer of a few kilobytes that takes longer would hold every other call. */
const LONGEST_MS = 1_000;

export interface Tally {
  results: number;
  errors: number;
  slowestMs: number;
}

/** @throws what a case throws that is not a GatewayError, with the seed and the case that did. */
export function fuzzProvider(provider: AnyProvider, cases: number, seed: number): Tally {
  const tally: Tally = { results: 0, errors: 0, slowestMs: 0 };
  const { bodies, streams, bytes, failures } = shapesOf(provider);
  const check = <Value>(arbitrary: fc.Arbitrary<Value>, run: (value: Value) => void): void =>
    fc.assert(
      fc.property(arbitrary, (value) => count(tally, () => run(value))),
      { numRuns: Math.ceil(cases / 4), seed },
    );

  check(
    bodies.length === 0 ? (fc.jsonValue() as fc.Arbitrary<Json>) : fc.constantFrom(...bodies).chain(spoiledJson),
    (body) => {
      const result = provider.decodeResult(body);
      assert.deepEqual(fold(unfoldChat(result)), result);
    },
  );
  if (streams.length > 0) {
    check(fc.constantFrom(...streams).chain(spoiledFrames), (frames) => assertLawful(decodeFrames(provider, frames)));
    check(fc.constantFrom(...bytes).chain(spoiledBytes), (pieces) => assertLawful(decodeBytes(provider, pieces)));
  }
  check(fc.tuple(fc.constantFrom(400, 401, 429, 500), failureBody(failures)), ([status, body]) => {
    assert.ok(provider.decodeError({ status, headers: {}, body }) instanceof GatewayError);
  });
  return tally;
}

function failureBody(failures: readonly string[]): fc.Arbitrary<string> {
  if (failures.length === 0) return fc.json();
  return fc.constantFrom(...failures).chain((text) => {
    let json: Json;
    try {
      json = JSON.parse(text) as Json;
    } catch {
      return fc.constant(text);
    }
    return spoiledJson(json).map((value) => JSON.stringify(value));
  });
}

function count(tally: Tally, run: () => void): void {
  const startedAt = performance.now();
  try {
    run();
    tally.results += 1;
  } catch (thrown) {
    if (!(thrown instanceof GatewayError)) throw thrown;
    tally.errors += 1;
  }
  const tookMs = performance.now() - startedAt;
  tally.slowestMs = Math.max(tally.slowestMs, tookMs);
  assert.ok(tookMs < LONGEST_MS, `one case took ${tookMs} ms`);
}
