import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { decodeResult } from '#providers/dialect/gemini/decode-result.ts';
import { createDecoder } from '#providers/dialect/gemini/stream-decoder.ts';

const RUNS = { numRuns: 300, seed: 7 };

/** One body with every field that is read. */
const BODY: JsonObject = {
  candidates: [
    {
      content: {
        role: 'model',
        parts: [
          { text: 'Two cities.', thought: true, thoughtSignature: 'dA==' },
          { text: 'I look.', thoughtSignature: 'dA==' },
          { functionCall: { id: 'call-1', name: 'find', args: { term: 'x' } }, thoughtSignature: 'dA==' },
          { functionCall: { name: 'find', willContinue: true, partialArgs: [{ jsonPath: '$.a[0]', numberValue: 1 }] } },
          { functionCall: {} },
          { executableCode: { language: 'PYTHON', code: '1' } },
        ],
      },
      finishReason: 'STOP',
      index: 0,
      logprobsResult: {
        chosenCandidates: [{ token: 'I', logProbability: -1 }],
        topCandidates: [{ candidates: [{ token: 'I', logProbability: -1 }] }],
      },
      groundingMetadata: {
        groundingChunks: [{ web: { uri: 'https://example.com/', title: 'a' } }],
        groundingSupports: [{ segment: { startIndex: 0, endIndex: 7, text: 'I look.' }, groundingChunkIndices: [0] }],
      },
    },
  ],
  promptFeedback: { blockReason: 'OTHER' },
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, thoughtsTokenCount: 5, totalTokenCount: 12 },
  modelVersion: 'model-1',
  responseId: 'answer-1',
};

const PATHS = pathsOf(BODY);

/** The body with any JSON value in place of any field. */
const distorted = fc
  .record({ path: fc.constantFrom(...PATHS), value: fc.jsonValue() as fc.Arbitrary<Json> })
  .map(({ path, value }) => replaced(BODY, path, value));

test('reads a body with every field', () => {
  const { choices, extra } = decodeResult(BODY);
  assert.deepEqual(
    choices.map(({ text, toolCalls, vendorBlocks }) => [
      text,
      toolCalls.map(({ input }) => input),
      vendorBlocks?.length,
    ]),
    [['I look.', ['{"term":"x"}', '{"a":[1]}'], 1]],
  );
  assert.match(JSON.stringify(extra), /url_citation/);
});

test('any JSON value in place of any field gives a result or an error with a code', () => {
  fc.assert(
    fc.property(fc.array(distorted, { minLength: 1, maxLength: 4 }), (bodies) => {
      for (const body of bodies) assertLawful(() => decodeResult(body));
      assertLawful(() => {
        const decoder = createDecoder();
        const folder = createFolder();
        for (const body of bodies) folder.addAll(decoder.push({ event: null, data: JSON.stringify(body) }));
        folder.addAll(decoder.end());
        return folder.result();
      });
    }),
    RUNS,
  );
});

test('arguments that come in pieces cannot reach beyond themselves', () => {
  for (const jsonPath of ['$.__proto__.polluted', '$.constructor.prototype.polluted', "$['__proto__'].polluted"]) {
    const { choices } = decodeResult(withPiece({ jsonPath, stringValue: 'x' }));
    assert.match(choices[0]?.toolCalls[0]?.input ?? '', /polluted/);
    assert.equal(({} as JsonObject).polluted, undefined);
  }
  for (const jsonPath of ['$.a[99999999999]', '$.a[10001]', `$${'.a'.repeat(100)}`, '$.a[', '$ .a'])
    assert.throws(() => decodeResult(withPiece({ jsonPath, stringValue: 'x' })), isProtocolError, jsonPath);
});

test('a candidate of a number beyond all reason is refused', () => {
  assert.throws(() => decodeResult({ candidates: [{ index: 1e9, finishReason: 'STOP' }] }), isProtocolError);
});

test('a stream of very many sources is read in time', () => {
  const decoder = createDecoder();
  const started = performance.now();
  for (let piece = 0; piece < 2_000; piece += 1) {
    const sources = Array.from({ length: 50 }, (_, place) => ({
      startIndex: piece * 50 + place,
      uri: 'https://a.example',
    }));
    const candidate = { content: { parts: [{ text: 'word ' }] }, citationMetadata: { citationSources: sources } };
    decoder.push({ event: null, data: JSON.stringify({ candidates: [candidate] }) });
  }
  assert.ok(performance.now() - started < 2_000);
});

function withPiece(piece: JsonObject): JsonObject {
  return { candidates: [{ content: { parts: [{ functionCall: { name: 'find', partialArgs: [piece] } }] } }] };
}

function isProtocolError(thrown: unknown): boolean {
  return thrown instanceof GatewayError && thrown.code === 'PROVIDER_PROTOCOL';
}

function assertLawful(decode: () => ChatResult): void {
  try {
    const result = decode();
    const folder = createFolder();
    folder.addAll(unfoldChat(result));
    assert.deepEqual(folder.result(), result);
  } catch (thrown) {
    if (!(thrown instanceof GatewayError)) throw thrown;
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

function replaced(value: Json, [step, ...rest]: Path, by: Json): Json {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, place) => (String(place) === step ? replaced(item, rest, by) : item));
  const object = value as JsonObject;
  return { ...object, [step]: replaced(object[step] ?? null, rest, by) };
}
