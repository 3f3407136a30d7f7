import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { geminiEmbeddings } from '#providers/dialect/gemini/gemini-embeddings.ts';
import { decodeModelList } from '#providers/dialect/gemini/model-list.ts';
import { vertexEmbeddings } from '#providers/dialect/gemini/vertex-embeddings.ts';

const REQUEST: EmbeddingRequest = {
  inputs: ['door', 'gate'],
  dimensions: 2,
  purpose: 'document',
  endUser: 'ada',
  extra: { encoding_format: 'float' },
  providerOptions: {
    gemini: { title: 'House', content: { parts: [] } },
    vertex: { autoTruncate: false, instances: [] },
  },
};
const OPTIONS = { project: 'house-1', location: 'europe-west4' };

function asGemini(upstreamModel: string, request = REQUEST) {
  return geminiEmbeddings.encode({ baseUrl: 'https://g.example/v1beta', options: {}, request, upstreamModel });
}

function asVertex(upstreamModel: string, request = REQUEST) {
  return vertexEmbeddings.encode({ baseUrl: 'https://v.example/v1', options: OPTIONS, request, upstreamModel });
}

test('Gemini is asked for many vectors at once', () => {
  const { wire, warnings } = asGemini('gemini-embedding-001');
  const beside = { taskType: 'RETRIEVAL_DOCUMENT', outputDimensionality: 2, title: 'House' };
  const model = 'models/gemini-embedding-001';
  assert.equal(wire.url, 'https://g.example/v1beta/models/gemini-embedding-001:batchEmbedContents');
  assert.deepEqual(wire.body, {
    requests: [
      { model, content: { parts: [{ text: 'door' }] }, ...beside },
      { model, content: { parts: [{ text: 'gate' }] }, ...beside },
    ],
  });
  assert.deepEqual(
    warnings.map(({ setting }) => setting),
    ['endUser', 'encoding_format'],
  );
});

test('the second generation reads the purpose in the text', () => {
  for (const name of ['gemini-embedding-2', 'gemini-embedding-2-preview']) {
    const sent = JSON.stringify(asGemini(name).wire.body);
    assert.ok(sent.includes('"title: none | text: door"') && !sent.includes('taskType'));
  }
  assert.ok(JSON.stringify(asGemini('gemini-embedding-001').wire.body).includes('"door"'));
});

test('Vertex AI predicts, and embeds content with its newest models', () => {
  const one = { ...REQUEST, inputs: ['door'] };
  const home = 'https://v.example/v1/projects/house-1/locations/europe-west4/publishers/google/models';
  const { wire } = asVertex('text-embedding-005', one);
  assert.equal(wire.url, `${home}/text-embedding-005:predict`);
  assert.deepEqual(wire.body, {
    instances: [{ content: 'door', task_type: 'RETRIEVAL_DOCUMENT' }],
    parameters: { outputDimensionality: 2, autoTruncate: false },
  });
  const newest = asVertex('gemini-embedding-2', one).wire;
  assert.equal(newest.url, `${home}/gemini-embedding-2:embedContent`);
  assert.deepEqual(newest.body, {
    content: { parts: [{ text: 'title: none | text: door' }] },
    outputDimensionality: 2,
    autoTruncate: false,
  });
});

test('reads vectors and what they cost', () => {
  const usage = { inputTokens: 3, estimated: false };
  const rest = { model: '', warnings: [] };
  assert.deepEqual(
    geminiEmbeddings.decode({
      embeddings: [{ values: [1, 2] }, { values: [3, 4] }],
      usageMetadata: { promptTokenCount: 3 },
    }),
    {
      ...rest,
      vectors: [
        [1, 2],
        [3, 4],
      ],
      usage,
    },
  );
  assert.deepEqual(geminiEmbeddings.decode({ embeddings: [{ values: [1] }] }).usage, { estimated: false });
  const prediction = { embeddings: { values: [1, 2], statistics: { token_count: 3, truncated: false } } };
  assert.deepEqual(vertexEmbeddings.decode({ predictions: [prediction] }), { ...rest, vectors: [[1, 2]], usage });
  assert.deepEqual(vertexEmbeddings.decode({ embedding: { values: [1] }, usageMetadata: { promptTokenCount: 3 } }), {
    ...rest,
    vectors: [[1]],
    usage,
  });
});

test('what is no vector is no answer, and numbers of tokens are no text', () => {
  for (const body of [null, {}, [], { embeddings: [{}] }, { embeddings: [{ values: ['1'] }] }, { predictions: [7] }])
    for (const { decode } of [geminiEmbeddings, vertexEmbeddings])
      assert.throws(
        () => decode(body),
        (thrown) => thrown instanceof GatewayError && thrown.code === 'PROVIDER_PROTOCOL',
      );
  assert.throws(
    () => asGemini('gemini-embedding-001', { ...REQUEST, inputs: [[1, 2]] }),
    /inputs\.0: Gemini takes texts/,
  );
});

test('lists the models that answer or embed', () => {
  const models = [
    { name: 'models/gemini-2.5-pro', supportedGenerationMethods: ['generateContent', 'countTokens'] },
    { name: 'models/gemini-embedding-001', supportedGenerationMethods: ['embedContent'] },
    { name: 'models/imagen-4', supportedGenerationMethods: ['predict'] },
    { name: 'models/aqa' },
    7,
  ];
  assert.deepEqual(decodeModelList({ models }), ['gemini-2.5-pro', 'gemini-embedding-001']);
});
