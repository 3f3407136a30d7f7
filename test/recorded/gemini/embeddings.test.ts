/** Recorded embeddings of Gemini: what was asked leaves again, and the vectors that came are the ones that are read. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EMBEDDING_PURPOSES, EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { gemini } from '#providers/gemini.ts';
import { CODES } from '#test/recorded/dialects.ts';
import { bodyOf, type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

const names = recordedProviders();
const { embeddings } = gemini;

test('recorded embeddings of Gemini', { skip: names.length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const exchanges = readExchanges(name).filter(({ request }) => request.path.endsWith(':batchEmbedContents'));
  if (exchanges.length === 0) continue;
  describe(`embeddings of ${name}`, () => {
    for (const exchange of exchanges) test(exchange.name, () => judge(exchange));
  });
}

function judge(exchange: Exchange): void {
  const { path, body } = exchange.request;
  const { status } = exchange.response;
  const [, baseUrl = '', model = ''] = /^(\/[^/]+)\/models\/([^/:]+):/.exec(path) ?? [];
  const call = { baseUrl, options: {} as never, request: readRequest(body), upstreamModel: model };
  const { wire, warnings } = embeddings?.encode(call) ?? assert.fail();
  assert.deepEqual([wire.url, wire.body, warnings], [path, body, []]);
  const text = bodyOf(exchange).toString('utf8');
  if (status >= 300) {
    const error = gemini.decodeError({ status, headers: {}, body: text });
    assert.ok(error instanceof GatewayError && CODES[status]?.includes(error.code));
    return;
  }
  const answer: Foreign = JSON.parse(text);
  const result = embeddings?.decode(answer);
  assert.deepEqual(
    result?.vectors,
    answer.embeddings.map(({ values }: Foreign) => values),
  );
  assert.equal(result?.usage.inputTokens, answer.usageMetadata?.promptTokenCount);
}

const TASKS: Readonly<Record<string, (typeof EMBEDDING_PURPOSES)[number]>> = {
  'task: search result | query: ': 'query',
  'title: none | text: ': 'document',
  'task: classification | query: ': 'classification',
  'task: clustering | query: ': 'clustering',
  'task: sentence similarity | query: ': 'similarity',
  RETRIEVAL_QUERY: 'query',
};

/** Where the text begins with a task, the caller said the purpose; where a second-generation model got a type, it said that itself. */
function readRequest(body: Foreign): EmbeddingRequest {
  const [{ content, taskType, model }] = body.requests;
  const texts: string[] = body.requests.map((request: Foreign) => request.content.parts[0].text);
  const prefix = Object.keys(TASKS).find((task) => content.parts[0].text.startsWith(task)) ?? '';
  const isSecond = /embedding-2/.test(model);
  const purpose = TASKS[prefix] ?? (isSecond ? undefined : TASKS[taskType]);
  return {
    inputs: texts.map((text) => text.slice(prefix.length)),
    ...(purpose && { purpose }),
    extra: {},
    ...(isSecond && taskType && { providerOptions: { gemini: { taskType } } }),
  };
}
