/** The whole gateway before a scripted vendor, with plugins that change what is said: calls by each door, and what they came to. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { JsonObject } from '#core/json.ts';
import { startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, json, sse, type Upstream } from '#test/support/upstream.ts';

export const WAYS = ['http', 'http-stream', 'graphql', 'graphql-stream'] as const;
export type Way = (typeof WAYS)[number];

export interface TransformingGateway {
  readonly ways: typeof WAYS;
  readonly vendor: Upstream;
  /** What the vendor says from now on. */
  say(text: string): void;
  /** The vendor answers nothing before that. */
  waitFor(event: Promise<void>): void;
  /** What the last request to the vendor asked for. */
  lastBody(): JsonObject;
  /** A call of one message, after earlier ones; gives the text of the answer. */
  call(way: Way, content: string, headers?: Record<string, string>, before?: readonly string[]): Promise<string>;
}

export async function startTransforming(
  context: TestContext,
  plugins: readonly { readonly name: string; readonly config: object }[],
): Promise<TransformingGateway> {
  const vendor = await createUpstream();
  context.after(vendor.close);
  let text = 'Hello there';
  let gate = Promise.resolve();
  vendor.on(({ path, body }) => {
    if (path.endsWith('/embeddings')) return json(200, embeddingsOf(body as JsonObject));
    const streamed = JSON.stringify(body).includes('"stream":true');
    const reply = streamed ? sse(streamOf(text)) : json(200, wholeOf(text));
    return async (exchange) => {
      await gate;
      await reply(exchange);
    };
  });
  const gateway = await startAdminGateway(context);
  const { quickStart } = await gateway.ask(
    `mutation ($input: QuickStartInput!) { quickStart(input: $input) { userErrors { path message } plaintext } }`,
    {
      input: {
        provider: { kind: 'OPENAI_COMPATIBLE', baseUrl: vendor.url, allowPrivateNetwork: true },
        model: { name: 'smart', upstreamModel: 'vendor-1' },
        route: { name: 'test', path: '/test' },
        plugins,
        key: { name: 'everyone' },
      },
    },
  );
  assert.deepEqual(quickStart.userErrors, []);
  const authorization = `Bearer ${quickStart.plaintext}`;
  const post = async (path: string, body: object, headers: Record<string, string>) => {
    const response = await fetch(gateway.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body: JSON.stringify(body),
    });
    return response.text();
  };

  return {
    ways: WAYS,
    vendor,
    say(next) {
      text = next;
    },
    waitFor(event) {
      gate = event;
    },
    lastBody: () => vendor.requests.at(-1)?.body as JsonObject,
    async call(way, content, headers = {}, before = []) {
      const messagesBy = (role: string) => [...before, content].map((one) => ({ role, content: one }));
      const variables = { input: { route: 'test', model: 'smart', messages: messagesBy('USER') } };
      const selection = '{ __typename ... on ChatCompletion { text } }';
      const http = { model: 'smart', messages: messagesBy('user') };
      switch (way) {
        case 'http': {
          const read = await post('/test', http, headers);
          return JSON.parse(read).choices?.[0].message.content ?? read;
        }
        case 'http-stream':
          return eventsOf(await post('/test', { ...http, stream: true }, headers))
            .map(({ choices }) => choices?.[0]?.delta.content ?? '')
            .join('');
        case 'graphql': {
          const query = `mutation ($input: ChatInput!) { chat(input: $input) ${selection} }`;
          const read = await post('/graphql', { query, variables }, headers);
          return JSON.parse(read).data?.chat.text ?? read;
        }
        case 'graphql-stream': {
          const query = `subscription ($input: ChatInput!) { chatStream(input: $input) { ... on ChatDelta { content } } }`;
          const read = await post('/graphql', { query, variables }, { ...headers, accept: 'text/event-stream' });
          return eventsOf(read)
            .map(({ data }) => data?.chatStream.content ?? '')
            .join('');
        }
        default:
          return way satisfies never;
      }
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests know the shape of what they asked for.
function eventsOf(text: string): any[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)));
}

function wholeOf(content: string) {
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  return { id: 'v1', object: 'chat.completion', model: 'vendor-1', choices: [choice], usage: USAGE };
}

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

/** In pieces of three characters. */
function streamOf(content: string): string[] {
  const chunk = (choice: object) => ({ id: 'v1', object: 'chat.completion.chunk', model: 'vendor-1', ...choice });
  const pieces = content.match(/[\s\S]{1,3}/g) ?? [];
  const chunks = [
    ...pieces.map((piece) => chunk({ choices: [{ index: 0, delta: { content: piece } }] })),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    chunk({ choices: [], usage: USAGE }),
  ];
  return [...chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`), 'data: [DONE]\n\n'];
}

/** Texts with the same first word mean the same. */
function embeddingsOf({ input = '', model = '' }: JsonObject) {
  const texts = (Array.isArray(input) ? input : [input]).map(String);
  const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
  return { object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } };
}

function vectorOf(text: string): number[] {
  const word = text.trim().split(/\s/)[0] ?? '';
  return Array.from({ length: 8 }, (_, index) => (word.charCodeAt(index) || 1) - 90);
}
