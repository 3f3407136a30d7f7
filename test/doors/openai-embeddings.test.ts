/** `POST /v1/embeddings` as the official client and plain HTTP see it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadRequestError } from 'openai';
import type { Json } from '#core/json.ts';
import { startGateway } from '#test/doors/gateway.ts';
import { json } from '#test/support/upstream-replies.ts';

/** Halves and quarters are the same in 32 bits and in 64. */
const VECTORS = [
  [0.5, -0.25, 1],
  [0.75, 2, -0.125],
];

function answer(vectors: readonly (readonly number[])[], tokens = 4): Json {
  return {
    object: 'list',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    model: 'vendor-large-1',
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

test('the official client gets numbers by its own default, which is base64 on the wire', async (context) => {
  const { client, upstream, records } = await startGateway(context);
  upstream.on(() => json(200, answer(VECTORS)));
  const { data, model, usage } = await client.embeddings.create({ model: 'large', input: ['one', 'two'] });
  assert.deepEqual(
    data.map(({ index, embedding }) => [index, [...embedding]]),
    VECTORS.map((vector, index) => [index, vector]),
  );
  assert.equal(model, 'large');
  assert.deepEqual(usage, { prompt_tokens: 4, total_tokens: 4 });
  assert.deepEqual(upstream.requests[0]?.body, { model: 'vendor-large', input: ['one', 'two'] });
  assert.equal(upstream.requests[0]?.path, '/embeddings');
  const [record] = records;
  assert.equal(record?.door, 'openai-embeddings');
  assert.equal(record?.status, 'succeeded');
  assert.deepEqual(record?.usage, { inputTokens: 4, outputTokens: 0, estimated: false });
});

test('base64 is float32 in little-endian order', async (context) => {
  const { post, upstream } = await startGateway(context);
  upstream.on(() => json(200, answer([[0.5, -2]])));
  const response = await post('/v1/embeddings', { model: 'large', input: 'one', encoding_format: 'base64' });
  const { data } = (await response.json()) as { data: { embedding: string }[] };
  assert.equal(Buffer.from(data[0]?.embedding ?? '', 'base64').toString('hex'), '0000003f000000c0');
});

test('reads vectors of a provider that answers in base64 and in another order', async (context) => {
  const { client, upstream } = await startGateway(context);
  const encode = (vector: readonly number[]) => Buffer.from(new Float32Array(vector).buffer).toString('base64');
  const data = VECTORS.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })).reverse();
  upstream.on(() => json(200, { object: 'list', data, model: 'm', usage: { prompt_tokens: 2, total_tokens: 2 } }));
  const embeddings = await client.embeddings.create({ model: 'large', input: ['a', 'b'], encoding_format: 'float' });
  assert.deepEqual(
    embeddings.data.map(({ embedding }) => embedding),
    VECTORS,
  );
});

test('tokens, lengths, users and fields without a word of ours go on', async (context) => {
  const { client, upstream } = await startGateway(context);
  upstream.on(() => json(200, answer([[1]])));
  await client.embeddings.create({ model: 'large', input: [1, 2, 3], dimensions: 256, user: 'ann' });
  await client.embeddings.create({ model: 'large', input: [[1, 2]], ...{ truncate: 'END' } });
  assert.deepEqual(upstream.requests[0]?.body, {
    model: 'vendor-large',
    input: [[1, 2, 3]],
    dimensions: 256,
    user: 'ann',
  });
  assert.deepEqual(upstream.requests[1]?.body, { model: 'vendor-large', input: [[1, 2]], truncate: 'END' });
});

test('a setting that the provider lacks is told in a header, or refused where the call is strict', async (context) => {
  const { post, upstream, key, records } = await startGateway(context);
  upstream.on(() => json(200, answer([[1]])));
  const body = { model: 'large', input: 'a', input_type: 'search_query' };
  const lenient = await post('/v1/embeddings', body);
  assert.equal(lenient.status, 200);
  assert.equal(lenient.headers.get('x-gatehouse-warnings'), 'purpose');
  const strict = await post('/v1/embeddings', body, { authorization: `Bearer ${key}`, 'x-gatehouse-strict': 'true' });
  assert.equal(strict.status, 400);
  const { error } = (await strict.json()) as { error: Record<string, unknown> };
  assert.equal(error.type, 'invalid_request_error');
  assert.equal(error.param, 'purpose');
  assert.match(String(error.message), /purpose/);
  assert.equal(upstream.requests.length, 1);
  assert.equal(records[1]?.errorCode, 'SETTING_UNSUPPORTED');
});

test('a strict chat is refused in the same way', async (context) => {
  const { post, upstream, key } = await startGateway(context);
  const messages = [{ role: 'user', content: 'Hi' }];
  const body = { model: 'large', messages, web_search_options: {}, reasoning: { summary: 'auto' } };
  const headers = { authorization: `Bearer ${key}`, 'x-gatehouse-strict': 'true' };
  const response = await post('/v1/chat/completions', body, headers);
  assert.equal(response.status, 400);
  assert.equal(upstream.requests.length, 0);
});

test('every problem of a body is told', async (context) => {
  const { client, post, upstream } = await startGateway(context);
  const tell = async (body: unknown): Promise<string> => {
    const response = await post('/v1/embeddings', body);
    assert.equal(response.status, 400);
    return ((await response.json()) as { error: { message: string } }).error.message;
  };
  assert.equal(await tell({ model: 'large' }), 'input: Is required.');
  assert.equal(await tell({ model: 'large', input: [] }), 'input: Needs at least one text.');
  assert.equal(await tell({ model: 'large', input: 7 }), 'input: Must be a text, a list of texts, or tokens.');
  assert.equal(await tell({ model: 'large', input: ['a', {}] }), 'input.1: Must be a text, or a list of tokens.');
  assert.equal(await tell({ model: 'large', input: new Array(2_049).fill('a') }), 'input: At most 2048 are allowed.');
  assert.match(await tell({ model: 'large', input: 'a', encoding_format: 'int8' }), /^encoding_format: /);
  await assert.rejects(
    client.embeddings.create({ model: 'large', input: 'a', dimensions: 0 }),
    (thrown) => thrown instanceof BadRequestError && thrown.param === 'dimensions',
  );
  assert.equal(upstream.requests.length, 0);
});

test('a refusal of the provider comes as an error of the client', async (context) => {
  const { client, upstream, records } = await startGateway(context);
  upstream.on(() =>
    json(400, { error: { message: 'This model does not support embeddings.', type: 'invalid_request_error' } }),
  );
  await assert.rejects(client.embeddings.create({ model: 'large', input: 'a' }), (thrown) => {
    assert.ok(thrown instanceof BadRequestError);
    assert.match(thrown.message, /does not support embeddings/);
    return true;
  });
  assert.equal(records[0]?.errorCode, 'PROVIDER_REJECTED');
});
