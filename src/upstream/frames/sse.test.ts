import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Frame } from '#core/provider.ts';
import { createSseParser } from '#upstream/frames/sse.ts';

const ENCODER = new TextEncoder();

function parse(pieces: readonly Uint8Array[], maxEventBytes?: number): Frame[] {
  const parser = createSseParser(maxEventBytes === undefined ? {} : { maxEventBytes });
  return [...pieces.flatMap((piece) => parser.push(piece)), ...parser.end()];
}

function parseText(text: string): Frame[] {
  return parse([ENCODER.encode(text)]);
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const AWKWARD = [
  '\uFEFFdata: first with mark\n\n',
  ': a comment\r\nevent: message_start\r\ndata: {"é":"日本語 🎈"}\r\n\r\n',
  'data:no space\rdata:  two spaces\r\revent: named\r',
  'data\n\nid: 7\nretry: 10\n\nunknown: field\ndata: a\ndata:\ndata: c\n\n',
  'event: without data\n\ndata: after it 🇩🇪\r\n\r\ndata: [DONE]\n\ndata: never closed 漢',
].join('');

const AWKWARD_FRAMES: readonly Frame[] = [
  { event: null, data: 'first with mark' },
  { event: 'message_start', data: '{"é":"日本語 🎈"}' },
  { event: null, data: 'no space\n two spaces' },
  { event: 'named', data: '' },
  { event: null, data: 'a\n\nc' },
  { event: null, data: 'after it 🇩🇪' },
  { event: null, data: '[DONE]' },
  { event: null, data: 'never closed 漢' },
];

test('reads comments, names, every line break, a byte order mark and an unclosed last event', () => {
  assert.deepEqual(parseText(AWKWARD), AWKWARD_FRAMES);
});

test('gives the same frames wherever the bytes are cut in two', () => {
  const bytes = ENCODER.encode(AWKWARD);
  for (let cut = 0; cut <= bytes.length; cut += 1) assert.deepEqual(parse(cutAt(bytes, [cut])), AWKWARD_FRAMES);
});

test('gives the same frames where every byte comes alone, with empty reads between', () => {
  const single = [...ENCODER.encode(AWKWARD)].flatMap((byte) => [new Uint8Array([byte]), new Uint8Array()]);
  assert.deepEqual(parse(single), AWKWARD_FRAMES);
});

test('gives the same frames for any text and any cuts', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => `data: ${text}`),
    fc.constantFrom('', 'data', 'data:', ':', ': ping', 'event: x', 'event:', 'id: 1', 'nonsense', 'data: é🎈'),
  );
  const lineBreak = fc.constantFrom('\n', '\r', '\r\n');
  const text = fc
    .array(
      fc.tuple(line, lineBreak).map((pair) => pair.join('')),
      { maxLength: 12 },
    )
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 8 }), (source, cuts) => {
      const bytes = ENCODER.encode(source);
      const inside = cuts.filter((cut) => cut <= bytes.length);
      assert.deepEqual(parse(cutAt(bytes, inside)), parse([bytes]));
    }),
    { numRuns: 500 },
  );
});

test('hands an event on with the read that closes it', () => {
  const parser = createSseParser();
  assert.deepEqual(parser.push(ENCODER.encode('data: a\n')), []);
  assert.deepEqual(parser.push(ENCODER.encode('\ndata: b\r\r')), [
    { event: null, data: 'a' },
    { event: null, data: 'b' },
  ]);
  assert.deepEqual(parser.end(), []);
});

test('keeps bytes that are not UTF-8 as replacement characters instead of failing', () => {
  const bytes = Uint8Array.from([...ENCODER.encode('data: '), 0xff, 0xc3, 0x0a, 0x0a]);
  assert.deepEqual(parse([bytes]), [{ event: null, data: '\uFFFD\uFFFD' }]);
});

test('refuses an event above the limit in one read as in many, and takes one at the limit', () => {
  const tooLarge = (thrown: unknown) => thrown instanceof GatewayError && thrown.code === 'PROVIDER_PROTOCOL';
  const atLimit = ENCODER.encode(`data: ${'x'.repeat(94)}\n\n`);
  assert.equal(parse([atLimit, atLimit], 100).length, 2);
  const above = ENCODER.encode(`data: ${'x'.repeat(95)}\n\n`);
  assert.throws(() => parse([above], 100), tooLarge);
  assert.throws(() => parse(cutAt(above, [50, 101]), 100), tooLarge);
  const manyLines = ENCODER.encode('data: 1234\n'.repeat(11));
  assert.throws(() => parse([manyLines], 100), tooLarge);
});

test('lets keep-alive comments go on for ever', () => {
  assert.deepEqual(
    parse(
      Array.from({ length: 100 }, () => ENCODER.encode(': ping\n')),
      50,
    ),
    [],
  );
});
