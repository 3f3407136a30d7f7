/** What holds for the embeddings of every provider that has them. A new one is judged here without a change of this file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import type { EmbeddingRequest, EmbeddingResult } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { AnyProvider, EmbeddingTranslator, EncodedCall } from '#core/provider.ts';
import { sampleOf } from '#providers/demo/sample-of.ts';
import { providers } from '#providers/registry.ts';
import { spoiledJson } from '#test/fuzz/spoil.ts';

const BASE_URL = 'https://vendor.example/api';
const MODEL = 'model-of-the-test';
const ASKED: EmbeddingRequest = { inputs: ['first text', 'second text'], extra: {} };

const SETTINGS: Readonly<Record<string, Partial<EmbeddingRequest>>> = {
  dimensions: { dimensions: 256 },
  endUser: { endUser: 'ann' },
  extra: { extra: { unheard_of: 'word' } },
  'purpose query': { purpose: 'query' },
  'purpose document': { purpose: 'document' },
  'purpose classification': { purpose: 'classification' },
  'purpose clustering': { purpose: 'clustering' },
  'purpose similarity': { purpose: 'similarity' },
};

/** Answers of two vectors, or of one where a wire has no more, as the wires have them. */
const ANSWERS: readonly Json[] = [
  {
    object: 'list',
    model: 'm',
    data: [
      { object: 'embedding', index: 1, embedding: [0.5, 1] },
      { object: 'embedding', index: 0, embedding: 'AAAAPwAAAMA=' },
    ],
    usage: { prompt_tokens: 4, total_tokens: 4, prompt_tokens_details: { cached_tokens: 1 } },
  },
  {
    id: 'e',
    texts: ['a', 'b'],
    embeddings: { float: [[0.5], [1]] },
    meta: { billed_units: { input_tokens: 2 } },
    response_type: 'embeddings_by_type',
  },
  { id: 'e', embeddings: [[0.5], [1]], meta: { billed_units: { input_tokens: 2 } } },
  { embeddings: [{ values: [0.5] }, { values: [1] }], usageMetadata: { promptTokenCount: 2 } },
  { predictions: [0.5, 1].map((value) => ({ embeddings: { values: [value], statistics: { token_count: 1 } } })) },
  { embedding: [0.5, 1], inputTextTokenCount: 2 },
  { model: 'm', vectors: [[0.5], [1]], usage: { input: 2 } },
  { model: 'm', embeddings: [[0.5], [1]], prompt_eval_count: 2, total_duration: 7 },
];

for (const provider of providers) {
  const { embeddings } = provider;
  if (embeddings) describe(provider.id, () => judge(provider, embeddings));
}

function judge(provider: AnyProvider, translator: EmbeddingTranslator<never>): void {
  const options = optionsOf(provider);
  const encode = (parts: Partial<EmbeddingRequest> = {}): EncodedCall => {
    const inputs = ASKED.inputs.slice(0, translator.maxInputs);
    const request = { ...ASKED, inputs, ...parts };
    return translator.encode({ baseUrl: BASE_URL, options, request, upstreamModel: MODEL });
  };

  test('asks at its own address for what it was given, without a warning', () => {
    assert.ok(Number.isSafeInteger(translator.maxInputs) && translator.maxInputs >= 1);
    const { wire, warnings } = encode();
    assert.deepEqual(warnings, []);
    assert.equal(wire.method, 'POST');
    assert.ok(wire.url.startsWith(`${BASE_URL}/`));
    const said = JSON.stringify([wire.url, wire.body]);
    assert.ok(said.includes('first text') && said.includes(MODEL));
    assert.ok(Object.keys(wire.headers).every((name) => name === name.toLowerCase() && name !== 'authorization'));
    assert.deepEqual(JSON.parse(JSON.stringify(wire.body)), wire.body);
  });

  for (const [setting, parts] of Object.entries(SETTINGS)) {
    test(`${setting} reaches the vendor or comes back as a warning`, () => {
      const [before, after] = [encode(), encode(parts)];
      const reaches = JSON.stringify(before.wire) !== JSON.stringify(after.wire);
      // Where a purpose is the usual one, asking for it changes nothing.
      const isUsual = setting === 'purpose document' && /document|passage/.test(JSON.stringify(after.wire.body));
      assert.ok(reaches || after.warnings.length > 0 || isUsual, `${setting} was dropped in silence`);
      for (const { message } of after.warnings) assert.match(message, /^\w.*\.$/);
    });
  }

  test('tokens reach the vendor or are refused by name', () => {
    try {
      assert.match(JSON.stringify(encode({ inputs: [[70_001, 70_002]] }).wire.body), /70001,70002/);
    } catch (thrown) {
      assert.ok(thrown instanceof GatewayError, String(thrown));
      assert.equal(thrown.code, 'PROVIDER_REJECTED');
      assert.match(thrown.message, /^inputs?\.0: /);
    }
  });

  test('takes parameters for its vendor alone, but none in place of what was asked', () => {
    const inPlace = { model: 'x', input: 'x', inputs: ['x'], texts: ['x'], content: 'x', inputText: 'x' };
    const own = encode({ providerOptions: { [provider.id]: { unheard_of: 'word', ...inPlace } } });
    const said = JSON.stringify(own.wire.body);
    assert.ok(said.includes('first text'));
    assert.ok(said.includes('unheard_of') || own.warnings.length > 0);
    assert.equal(own.wire.url, encode().wire.url);
    assert.deepEqual(encode({ providerOptions: { 'some-other-vendor': { unheard_of: 1 } } }), encode());
  });

  test('reads the answer of its wire', () => {
    const read = ANSWERS.flatMap((answer) => decodeOrRefuse(translator, answer) ?? []);
    assert.ok(read.some(({ vectors }) => vectors.length > 0));
  });

  test('any JSON as an answer gives vectors or an error of the gateway', () => {
    const spoiled = fc.constantFrom(...ANSWERS).chain(spoiledJson);
    fc.assert(
      fc.property(fc.oneof(spoiled, fc.jsonValue()), (body) => {
        for (const vector of decodeOrRefuse(translator, body as Json)?.vectors ?? [])
          assert.ok(vector.length > 0 && vector.every(Number.isFinite), JSON.stringify(vector));
      }),
      { numRuns: 500 },
    );
  });
}

function decodeOrRefuse(translator: EmbeddingTranslator<never>, body: Json): EmbeddingResult | undefined {
  try {
    return translator.decode(body);
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError, `${String(thrown)} for ${JSON.stringify(body)}`);
    return undefined;
  }
}

/** The smallest that will do: nothing where everything is optional. */
function optionsOf({ options }: AnyProvider): never {
  const { success, data } = options.safeParse({});
  if (success) return data as never;
  return options.parse(sampleOf(z.toJSONSchema(options, { io: 'input' }) as JsonObject)) as never;
}
