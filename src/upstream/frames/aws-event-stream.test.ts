import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Frame } from '#core/provider.ts';
import { awsEvent } from '#test/providers/aws-event-bytes.ts';
import { createAwsEventStreamParser } from '#upstream/frames/aws-event-stream.ts';

const HELLO = awsEvent({ event: 'contentBlockDelta', data: { delta: { text: 'Grüße, 世界' } } });
const STOP = awsEvent({ event: 'messageStop', data: { stopReason: 'end_turn' } });
const THROTTLED = awsEvent({ exception: 'throttlingException', data: { message: 'Slow down.' } });
const FAULT = awsEvent({ error: 'InternalFailure', message: 'Something broke.' });

const FRAMES: readonly Frame[] = [
  { event: 'contentBlockDelta', data: '{"delta":{"text":"Grüße, 世界"}}' },
  { event: 'messageStop', data: '{"stopReason":"end_turn"}' },
  { event: 'throttlingException', data: '{"message":"Slow down."}' },
  { event: 'InternalFailure', data: '{"message":"Something broke."}' },
];

function parse(pieces: readonly Uint8Array[], maxEventBytes?: number): Frame[] {
  const parser = createAwsEventStreamParser(maxEventBytes === undefined ? {} : { maxEventBytes });
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError, String(thrown));
    return thrown.code;
  }
  return 'nothing was thrown';
}

test('reads events, exceptions and errors, wherever the bytes are cut', () => {
  const bytes = Buffer.concat([HELLO, STOP, THROTTLED, FAULT]);
  assert.deepEqual(parse([bytes]), FRAMES);
  assert.deepEqual(parse([...bytes].map((byte) => Uint8Array.of(byte))), FRAMES);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      assert.deepEqual(parse(pieces), FRAMES);
    }),
  );
});

test('a flipped bit anywhere is found out', () => {
  for (let place = 0; place < HELLO.length; place += 1) {
    const bytes = Uint8Array.from(HELLO);
    bytes[place] = (bytes[place] ?? 0) ^ 0x10;
    assert.notEqual(
      codeOf(() => parse([bytes])),
      'nothing was thrown',
      `byte ${place}`,
    );
  }
});

test('bytes that are no event stream are a fault of the protocol, and never more than that', () => {
  const page = Buffer.from('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>');
  assert.equal(
    codeOf(() => parse([page])),
    'PROVIDER_PROTOCOL',
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
      assert.match(
        codeOf(() => parse([bytes])),
        /^(PROVIDER_PROTOCOL|STREAM_INTERRUPTED)$/,
      );
    }),
  );
});

test('a message with broken headers is a fault of the protocol', () => {
  for (const length of [12, 15])
    assert.equal(
      codeOf(() => parse([Buffer.from([0, 0, 0, length, 0, 0, 0, 0, 0, 0, 0, 0, 0])])),
      'PROVIDER_PROTOCOL',
    );
});

test('a stream that ends inside a message was interrupted', () => {
  assert.equal(
    codeOf(() => parse([HELLO.subarray(0, -1)])),
    'STREAM_INTERRUPTED',
  );
});

test('a message over the limit is refused by its head alone', () => {
  assert.equal(
    codeOf(() => createAwsEventStreamParser({ maxEventBytes: HELLO.length - 1 }).push(HELLO.subarray(0, 12))),
    'PROVIDER_PROTOCOL',
  );
  assert.deepEqual(parse([HELLO], HELLO.length), FRAMES.slice(0, 1));
});
