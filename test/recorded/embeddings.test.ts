/** Recorded embeddings: what vendors answered is what comes out, and what was asked of them is what is sent again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EmbeddingPurpose, EmbeddingRequest } from '#core/embedding.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { AnyProvider } from '#core/provider.ts';
import { decodeEmbedding } from '#openai/decode-embedding.ts';
import { providers } from '#providers/registry.ts';
import { bodyOf, type Exchange, readExchanges, recordedProviders, SKIP_MESSAGE } from '#test/recorded/exchanges.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

/** How a vendor's wire says it, in plain code of its own. */
interface Wire {
  readonly vectors: (body: Foreign) => readonly (readonly number[])[];
  readonly tokens: (body: Foreign) => number | undefined;
  /** What the caller must have asked of us for this body. */
  readonly asked: (body: JsonObject & Foreign) => EmbeddingRequest;
  /** What counts of a body. */
  readonly meaning: (body: JsonObject & Foreign) => unknown;
  readonly model: (exchange: Exchange) => string;
}

const bodyModel = ({ request }: Exchange): string => String((request.body as Foreign).model);

const OPENAI: Wire = {
  vectors: ({ data }) =>
    [...data]
      .sort((left: Foreign, right: Foreign) => left.index - right.index)
      .map(({ embedding }: Foreign) => {
        if (typeof embedding !== 'string') return embedding;
        const bytes = Buffer.from(embedding, 'base64');
        return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
      }),
  tokens: ({ usage }) => usage.prompt_tokens,
  asked: (body) => decodeEmbedding(body).request,
  meaning: ({ input, encoding_format, ...rest }) => ({ ...rest, input: [input].flat() }),
  model: bodyModel,
};

const INPUT_TYPES: Readonly<Record<string, EmbeddingPurpose>> = { search_query: 'query', search_document: 'document' };

const COHERE: Wire = {
  vectors: ({ embeddings }) => embeddings.float,
  tokens: ({ meta }) => meta.billed_units.input_tokens,
  asked: ({ texts, input_type, truncate }) => {
    const purpose = INPUT_TYPES[String(input_type)];
    return { inputs: texts, ...(purpose && { purpose }), extra: truncate ? { truncate } : {} };
  },
  meaning: ({ texts, input_type, truncate = null, model }) => ({ texts, input_type, truncate, model }),
  model: bodyModel,
};

const TASK_TYPES: Readonly<Record<string, EmbeddingPurpose>> = { RETRIEVAL_QUERY: 'query' };

const GEMINI: Wire = {
  vectors: ({ embeddings }) => embeddings.map(({ values }: Foreign) => values),
  tokens: ({ usageMetadata }) => usageMetadata?.promptTokenCount,
  asked({ requests }) {
    const purpose = TASK_TYPES[String(requests[0].taskType)];
    const inputs = requests.map(({ content }: Foreign) => content.parts.map(({ text }: Foreign) => text).join(''));
    return { inputs, ...(purpose && { purpose }), extra: {} };
  },
  // Models of the second generation are told the task in the text: https://ai.google.dev/gemini-api/docs/embeddings
  meaning: ({ requests }) =>
    requests.map(({ model, content, taskType }: Foreign) => {
      const text = content.parts.map((part: Foreign) => part.text).join('');
      return { model, text: taskType === 'RETRIEVAL_QUERY' ? `task: search result | query: ${text}` : text };
    }),
  model: ({ request }) => /models\/([^:]+):/.exec(request.path)?.[1] ?? '',
};

const WIRES: Readonly<Record<string, Wire>> = { openai: OPENAI, mistral: OPENAI, cohere: COHERE, gemini: GEMINI };

const names = recordedProviders().filter((name) => Object.hasOwn(WIRES, name));

test('recorded embeddings', { skip: recordedProviders().length === 0 && SKIP_MESSAGE }, () => undefined);

for (const name of names) {
  const adapter = providers.find(({ id }) => id === name);
  const wire = WIRES[name];
  const exchanges = readExchanges(name).filter(({ endpoint }) => endpoint === 'embeddings');
  if (!adapter?.embeddings || !wire || exchanges.length === 0) continue;
  describe(`embeddings of ${name}`, () => {
    for (const exchange of exchanges) {
      test(`${exchange.name}: the answer`, () => judgeAnswer(exchange, adapter, wire));
      test(`${exchange.name}: the request`, () => judgeRequest(exchange, adapter, wire));
    }
  });
}

function judgeAnswer(exchange: Exchange, adapter: AnyProvider, wire: Wire): void {
  const { status, headers } = exchange.response;
  const text = bodyOf(exchange).toString('utf8');
  if (status >= 300) {
    const error = adapter.decodeError({ status, headers, body: text });
    assert.equal(error.details.upstreamStatus, status);
    assert.equal(error.facts.status, 400);
    return;
  }
  const body = JSON.parse(text);
  const result = adapter.embeddings?.decode(body);
  assert.deepEqual(result?.vectors, wire.vectors(body));
  assert.ok(result.vectors.length > 0);
  assert.equal(result.usage.inputTokens, wire.tokens(body));
  assert.equal(result.usage.estimated, false);
}

function judgeRequest(exchange: Exchange, adapter: AnyProvider, wire: Wire): void {
  const { body, path } = exchange.request;
  assert.ok(isJsonObject(body));
  const request = wire.asked(body);
  // The adapters of the registry have forgotten the type of their options.
  const options = adapter.options.parse({}) as never;
  const baseUrl = adapter.defaultBaseUrl as string;
  const encoded = adapter.embeddings?.encode({ request, upstreamModel: wire.model(exchange), options, baseUrl });
  assert.deepEqual(encoded?.warnings, []);
  assert.equal(new URL(encoded.wire.url).pathname, path.replace(/[?#].*$/, ''));
  assert.ok(isJsonObject(encoded.wire.body));
  assert.deepEqual(wire.meaning(encoded.wire.body), wire.meaning(body));
}
