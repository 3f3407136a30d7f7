/** Four GraphQL clients on every vendor: graphql-request and urql for answers, graphql-sse and graphql-ws for streams. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Client, fetchExchange } from '@urql/core';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import {
  type ClientGateway,
  chatModelOf,
  embeddingModelOf,
  startClientGateway,
  VENDORS,
} from '#test/clients/client-gateway.ts';
import {
  CALL,
  PROMPT,
  STRUCTURED,
  TEXT,
  TOKENS,
  TOOL_RESULT,
  VECTORS,
  type Vendor,
} from '#test/clients/vendors/vendor.ts';

const CHAT = `mutation ($input: ChatInput!) {
  chat(input: $input) {
    __typename
    ... on ChatCompletion {
      text
      usage { inputTokens outputTokens }
      choices { finishReason message { content toolCalls { id name arguments argumentsJson } } }
    }
    ... on GatewayError { code message }
  }
}`;
const STREAM = `subscription ($input: ChatInput!) {
  chatStream(input: $input) {
    __typename
    ... on ChatDelta { content }
    ... on ChatToolCallDelta { name argumentsDelta }
    ... on ChatFinished { completion { text } }
    ... on ChatFailed { error { code } }
  }
}`;
const EMBED = `mutation ($input: EmbedInput!) {
  embed(input: $input) { __typename ... on Embeddings { vectors { index values } } ... on GatewayError { code message } }
}`;

const PARAMETERS = {
  type: 'object',
  properties: { a: { type: 'number' }, b: { type: 'number' } },
  required: ['a', 'b'],
};
const TOOLS = [{ name: CALL.name, description: 'Adds two numbers.', parameters: PARAMETERS }];
const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'integer' } },
  required: ['answer'],
  additionalProperties: false,
};
const ARGUMENTS = JSON.parse(CALL.input.join('')) as unknown;

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that its own operation gives.
type Data = any;

const user = (content: string) => ({ role: 'USER', content });
const inputOf = (vendor: Vendor, prompt: string, change: object = {}) => ({
  input: { model: chatModelOf(vendor), messages: [user(prompt)], ...change },
});

test('graphql-request', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new GraphQLClient(`${gateway.url}/graphql`, { headers: bearer(gateway.key) });
  const ask = async (query: string, variables: object): Promise<Data> => client.request(query, variables);
  await eachVendor(context, async (vendor, of) => {
    await judgeAnswers(of, vendor, async (variables) => (await ask(CHAT, variables)).chat);
    await of.test('embeddings', async () => {
      const model = vendor.embeddingModel === null ? chatModelOf(vendor) : embeddingModelOf(vendor);
      const { embed } = await ask(EMBED, { input: { model, texts: ['one', 'two'] } });
      if (vendor.embeddingModel === null) assert.equal(embed.code, 'INVALID_REQUEST');
      else assert.deepEqual(embed.vectors[0].values, VECTORS[0]);
    });
    await of.test('a key of nobody', async () => {
      const stranger = new GraphQLClient(`${gateway.url}/graphql`, { headers: bearer('sk-of-nobody') });
      const answer = await stranger
        .request<Data>(CHAT, inputOf(vendor, PROMPT.text))
        .catch((thrown: unknown) => (thrown instanceof ClientError ? thrown.response.data : undefined) as Data);
      assert.equal(answer?.chat.code, 'UNAUTHENTICATED');
    });
    await of.test('abort', () => abortsAnswer(client, vendor, gateway));
  });
});

test('urql', async (context) => {
  const gateway = await startClientGateway(context);
  const client = new Client({
    url: `${gateway.url}/graphql`,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchSubscriptions: true,
    fetchOptions: { headers: bearer(gateway.key) },
  });
  await eachVendor(context, async (vendor, of) => {
    await judgeAnswers(of, vendor, async (variables) => {
      const { data, error } = await client.mutation<Data>(CHAT, variables).toPromise();
      assert.equal(error, undefined);
      return data.chat;
    });
    await judgeStreams(of, vendor, gateway, (variables, onEvent) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const subscription = client.subscription<Data>(STREAM, variables).subscribe(({ data, error, hasNext }) => {
        if (error) reject(error);
        else if (data) onEvent(data.chatStream);
        if (hasNext === false || data?.chatStream.__typename === 'ChatFinished') resolve();
        if (data?.chatStream.__typename === 'ChatFailed') resolve();
      });
      return {
        ended: promise,
        leave() {
          resolve();
          // Within its own event it would not hear of the end of what it reads.
          setImmediate(() => subscription.unsubscribe());
        },
      };
    });
  });
});

test('graphql-sse', async (context) => {
  const gateway = await startClientGateway(context);
  const client = createSseClient({ url: `${gateway.url}/graphql`, headers: bearer(gateway.key) });
  context.after(() => client.dispose());
  await eachVendor(context, (vendor, of) =>
    judgeStreams(of, vendor, gateway, (variables, onEvent) => follow(client, variables, onEvent)),
  );
});

test('graphql-ws', async (context) => {
  const gateway = await startClientGateway(context);
  const client = createSocketClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${gateway.key}` },
    retryAttempts: 0,
  });
  context.after(() => client.dispose());
  await eachVendor(context, (vendor, of) =>
    judgeStreams(of, vendor, gateway, (variables, onEvent) => follow(client, variables, onEvent)),
  );
});

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

async function eachVendor(
  context: TestContext,
  run: (vendor: Vendor, of: TestContext) => Promise<void>,
): Promise<void> {
  for (const vendor of VENDORS) await context.test(vendor.kind, (of) => run(vendor, of));
}

async function judgeAnswers(of: TestContext, vendor: Vendor, ask: (variables: object) => Promise<Data>): Promise<void> {
  await of.test('chat', async () => {
    const { text, usage, choices } = await ask(inputOf(vendor, PROMPT.text));
    assert.equal(text, TEXT);
    assert.deepEqual([usage.inputTokens, usage.outputTokens], [TOKENS.input, TOKENS.output]);
    assert.equal(choices[0].finishReason, 'STOP');
  });
  await of.test('tools, and their results', async () => {
    const asked = await ask(inputOf(vendor, PROMPT.tools, { tools: TOOLS }));
    const [call] = asked.choices[0].message.toolCalls;
    assert.deepEqual([call.name, call.argumentsJson], [CALL.name, ARGUMENTS]);
    const { id, name } = call;
    const messages = [
      user(PROMPT.tools),
      { role: 'ASSISTANT', toolCalls: [{ id, name, arguments: call.arguments }] },
      { role: 'TOOL', toolCallId: id, content: TOOL_RESULT },
    ];
    assert.equal((await ask(inputOf(vendor, '', { messages, tools: TOOLS }))).text, TEXT);
  });
  await of.test('structured output', async () => {
    const responseFormat = { jsonSchema: { name: 'answer', schema: SCHEMA } };
    const { text } = await ask(inputOf(vendor, PROMPT.structured, { responseFormat }));
    assert.deepEqual(JSON.parse(text), JSON.parse(STRUCTURED));
  });
  await of.test('typed errors', async () => {
    const codeOf = async (prompt: string, change: object = {}) => (await ask(inputOf(vendor, prompt, change))).code;
    assert.equal(await codeOf(PROMPT.text, { temperature: 9 }), 'INVALID_REQUEST');
    assert.equal(await codeOf(PROMPT.text, { model: 'no-such-model' }), 'MODEL_NOT_FOUND');
    assert.equal(await codeOf(PROMPT.limited), 'PROVIDER_RATE_LIMITED');
    assert.equal(await codeOf(PROMPT.broken), 'PROVIDER_UNAVAILABLE');
  });
}

interface Following {
  readonly ended: Promise<void>;
  leave(): void;
}

type Follow = (variables: object, onEvent: (event: Data) => void) => Following;

interface Subscribing {
  subscribe(
    payload: { query: string; variables: Record<string, unknown> },
    sink: { next(value: Data): void; error(error: unknown): void; complete(): void },
  ): () => void;
}

function follow(client: Subscribing, variables: object, onEvent: (event: Data) => void): Following {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const leave = client.subscribe(
    { query: STREAM, variables: { ...variables } },
    { next: ({ data }) => onEvent(data?.chatStream), error: reject, complete: resolve },
  );
  return { ended: promise, leave };
}

async function judgeStreams(of: TestContext, vendor: Vendor, gateway: ClientGateway, open: Follow): Promise<void> {
  const eventsOf = async (variables: object): Promise<Data[]> => {
    const events: Data[] = [];
    await open(variables, (event) => events.push(event)).ended;
    return events;
  };
  await of.test('stream', async () => {
    const events = await eventsOf(inputOf(vendor, PROMPT.text));
    assert.equal(events.map(({ content }) => content ?? '').join(''), TEXT);
    assert.equal(events.at(-1).completion.text, TEXT);
  });
  await of.test('streamed tools', async () => {
    const events = await eventsOf(inputOf(vendor, PROMPT.tools, { tools: TOOLS }));
    const pieces = events.filter(({ __typename }) => __typename === 'ChatToolCallDelta');
    assert.equal(pieces[0].name, CALL.name);
    assert.deepEqual(JSON.parse(pieces.map(({ argumentsDelta }) => argumentsDelta).join('')), ARGUMENTS);
  });
  await of.test('streamed errors', async () => {
    const events = await eventsOf(inputOf(vendor, PROMPT.limited));
    assert.equal(events.at(-1).error.code, 'PROVIDER_RATE_LIMITED');
  });
  await of.test('leaving', async () => {
    const upstream = gateway.upstreamOf(vendor);
    const index = upstream.requests.length;
    const { leave } = open(inputOf(vendor, PROMPT.endless), ({ __typename }) => {
      if (__typename === 'ChatDelta') leave();
    });
    assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
  });
}

async function abortsAnswer(client: GraphQLClient, vendor: Vendor, gateway: ClientGateway): Promise<void> {
  const upstream = gateway.upstreamOf(vendor);
  const index = upstream.requests.length;
  const leaving = new AbortController();
  const asking = client.request({ document: CHAT, variables: inputOf(vendor, PROMPT.hang), signal: leaving.signal });
  await upstream.received(index);
  leaving.abort();
  await assert.rejects(asking);
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
}
