/** One question through every door of one gateway: the same chain, the same model, the same answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient as createSocketClient } from 'graphql-ws';
import OpenAI from 'openai';
import { WebSocket } from 'ws';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';

const QUESTION = 'How does an AI gateway work?';
const MESSAGES = [{ role: 'user' as const, content: QUESTION }];
const INPUT = { route: 'test', messages: [{ role: 'USER', content: QUESTION }] };

const QUICK_START = `mutation ($input: QuickStartInput!) {
  quickStart(input: $input) { userErrors { path message } plaintext curl }
}`;

/** The demo provider behind a route whose chain has a decorator. */
async function startDemo(gateway: AdminGateway): Promise<{ key: string; curl: string }> {
  const { quickStart } = await gateway.ask(QUICK_START, {
    input: {
      provider: { kind: 'DEMO', settings: { wordDelay: '1ms' } },
      model: { name: 'demo-1', upstreamModel: 'demo-1' },
      route: { name: 'test', path: '/test' },
      plugins: [
        {
          config: {
            promptDecorator: { prepend: [{ role: 'SYSTEM', content: 'End every answer with a Chuck Norris quote.' }] },
          },
        },
      ],
      key: { name: 'everyone' },
    },
  });
  assert.deepEqual(quickStart.userErrors, []);
  return { key: quickStart.plaintext, curl: quickStart.curl };
}

test('every door gives the same answer, which shows the effect of the chain', async (context) => {
  const gateway = await startAdminGateway(context);
  const { key, curl } = await startDemo(gateway);
  assert.match(curl, /^curl .*\/test/);
  const authorization = `Bearer ${key}`;
  const headers = { 'content-type': 'application/json', authorization };

  const byRoute = await gateway.post('/test', { messages: MESSAGES }, key);
  const completion = (await byRoute.json()) as OpenAI.ChatCompletion;
  assert.equal(completion.object, 'chat.completion');
  const answer = completion.choices[0]?.message.content ?? '';
  assert.match(answer, /Chuck Norris/);
  assert.match(answer, /Instructions I was given: "End every answer with a Chuck Norris quote\."/);

  const byMutation = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      query: 'mutation ($input: ChatInput!) { chat(input: $input) { __typename ... on ChatCompletion { text } } }',
      variables: { input: INPUT },
    }),
  });
  assert.deepEqual(await byMutation.json(), { data: { chat: { __typename: 'ChatCompletion', text: answer } } });

  assert.equal(await streamOverSse(gateway.url, headers), answer);
  assert.equal(await streamOverSocket(gateway.url, authorization), answer);

  // The model alone, without the route: its chain is another one.
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: key, maxRetries: 0 });
  const whole = await client.chat.completions.create({ model: 'demo-1', messages: MESSAGES });
  const plain = whole.choices[0]?.message.content ?? '';
  assert.doesNotMatch(plain, /Chuck Norris/);
  let streamed = '';
  for await (const chunk of await client.chat.completions.create({
    model: 'demo-1',
    messages: MESSAGES,
    stream: true,
  })) {
    streamed += chunk.choices[0]?.delta.content ?? '';
  }
  assert.equal(streamed, plain);
  assert.deepEqual(
    (await client.models.list()).data.map(({ id }) => id),
    ['demo-1'],
  );
});

test('the official client calls tools, whole and streamed', async (context) => {
  const gateway = await startAdminGateway(context);
  const { key } = await startDemo(gateway);
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: key, maxRetries: 0 });
  const weather = {
    type: 'function' as const,
    function: {
      name: 'weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  };
  const messages = [{ role: 'user' as const, content: 'Use the weather tool.' }];
  const asked = { model: 'demo-1', messages, tools: [weather] };
  const whole = await client.chat.completions.create(asked);
  const [call] = whole.choices[0]?.message.tool_calls ?? [];
  assert.equal(whole.choices[0]?.finish_reason, 'tool_calls');
  assert.ok(call?.type === 'function');
  assert.equal(call.function.name, 'weather');
  assert.equal(typeof JSON.parse(call.function.arguments).city, 'string');

  const streaming = client.chat.completions.stream(asked);
  const final = await streaming.finalChatCompletion();
  const [streamedCall] = final.choices[0]?.message.tool_calls ?? [];
  assert.ok(streamedCall?.type === 'function');
  assert.deepEqual(JSON.parse(streamedCall.function.arguments), JSON.parse(call.function.arguments));

  const answered = await client.chat.completions.create({
    ...asked,
    messages: [
      ...messages,
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: call.id, content: 'It rains in Oslo.' },
    ],
  });
  assert.match(answered.choices[0]?.message.content ?? '', /It rains in Oslo\./);
});

const STREAM =
  'subscription ($input: ChatInput!) { chatStream(input: $input) { __typename ... on ChatDelta { content } ... on ChatFailed { error { code message } } } }';

interface Streamed {
  readonly chatStream: { readonly __typename: string; readonly content?: string | null };
}

async function streamOverSse(url: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream' },
    body: JSON.stringify({ query: STREAM, variables: { input: INPUT } }),
  });
  const events = (await response.text()).split('\n\n').flatMap((frame) => {
    const data = /^event: next\ndata: (.*)$/s.exec(frame.replace(/^(?::\n+)+/, ''))?.[1];
    return data === undefined ? [] : [(JSON.parse(data) as { data: Streamed }).data.chatStream];
  });
  assert.equal(events.at(-1)?.__typename, 'ChatFinished');
  return events.map(({ content }) => content ?? '').join('');
}

async function streamOverSocket(url: string, authorization: string): Promise<string> {
  const client = createSocketClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  let text = '';
  for await (const { data } of client.iterate<Streamed>({ query: STREAM, variables: { input: INPUT } })) {
    text += data?.chatStream.content ?? '';
  }
  await client.dispose();
  return text;
}
