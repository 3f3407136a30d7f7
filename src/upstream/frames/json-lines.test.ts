import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from '#core/error/gateway-error.ts';
import { createJsonLinesParser } from '#upstream/frames/json-lines.ts';

const ENCODER = new TextEncoder();

function parse(pieces: readonly Uint8Array[], maxEventBytes = 1_000_000): string[] {
  const parser = createJsonLinesParser({ maxEventBytes });
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()].map((frame) => frame.data);
}

test('gives one frame for each line, wherever the bytes are cut', () => {
  const bytes = ENCODER.encode('\uFEFF{"a":"é🎈"}\r\n\n  {"b":\r2}\n[1]');
  const expected = ['{"a":"é🎈"}', '{"b":\r2}', '[1]'];
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    assert.deepEqual(parse([bytes.subarray(0, cut), bytes.subarray(cut)]), expected);
  }
});

test('brings back any list of JSON values from any segmentation', () => {
  fc.assert(
    fc.property(fc.array(fc.json(), { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (values, step) => {
      const bytes = ENCODER.encode(values.map((value) => `${value}\n`).join(''));
      const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) =>
        bytes.subarray(index * step, (index + 1) * step),
      );
      assert.deepEqual(parse(pieces), values);
    }),
  );
});

test('refuses a line above the limit before it has ended', () => {
  assert.throws(
    () => parse([ENCODER.encode('{"a":'), ENCODER.encode('1'.repeat(20))], 16),
    (thrown) => thrown instanceof GatewayError && thrown.code === 'PROVIDER_PROTOCOL',
  );
});
