/** One call through each door, read to its end. A call that fails, or brings too little, ends the bench. */
import { Agent, request as sendRequest } from 'node:http';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { MODEL, ROUTE_PATH } from './configure.ts';
import { CHUNKS } from './fake-vendor.ts';

export interface Door {
  readonly name: string;
  readonly kind: 'whole' | 'stream';
  call(): Promise<void>;
}

export interface DoorOptions {
  readonly url: string;
  readonly key: string;
}

const MESSAGES = [{ role: 'user', content: 'How does an AI gateway work?' }];
const INPUT = { model: MODEL, messages: [{ role: 'USER', content: 'How does an AI gateway work?' }] };
const CHAT = `mutation ($input: ChatInput!) {
  chat(input: $input) { ... on ChatCompletion { id text usage { inputTokens outputTokens } } ... on GatewayError { code message } }
}`;
const STREAM = `subscription ($input: ChatInput!) {
  chatStream(input: $input) { sequence __typename ... on ChatDelta { content } ... on ChatFailed { error { code message } } }
}`;

export function openAiDoors({ url, key }: DoorOptions): readonly Door[] {
  const path = `${url}/v1/chat/completions`;
  return [
    whole('POST /v1/chat/completions', () => post(path, key, { model: MODEL, messages: MESSAGES })),
    stream('POST /v1/chat/completions, streamed', '"content"', () =>
      post(path, key, { model: MODEL, messages: MESSAGES, stream: true }),
    ),
  ];
}

export function gatewayOnlyDoors({ url, key }: DoorOptions): readonly Door[] {
  const graphql = `${url}/graphql`;
  return [
    whole(`POST ${ROUTE_PATH}`, () => post(url + ROUTE_PATH, key, { messages: MESSAGES })),
    whole('GraphQL chat', () => post(graphql, key, { query: CHAT, variables: { input: INPUT } })),
    stream('GraphQL chatStream over SSE', '"ChatDelta"', () =>
      post(graphql, key, { query: STREAM, variables: { input: INPUT } }, 'text/event-stream'),
    ),
    { name: 'GraphQL chatStream over graphql-ws', kind: 'stream', call: callOverSocket(url, key) },
  ];
}

function whole(name: string, send: () => Promise<string>): Door {
  return {
    name,
    kind: 'whole',
    async call() {
      const text = await send();
      if (!text.includes('A gateway stands between')) throw new Error(`${name}: ${text.slice(0, 500)}`);
    },
  };
}

/** Deltas may travel joined, but not vanish: the last one has to be there. */
function stream(name: string, mark: string, send: () => Promise<string>): Door {
  return {
    name,
    kind: 'stream',
    async call() {
      const text = await send();
      const words = text.split('gateway ').length - 1;
      if (!text.includes(mark) || words < CHUNKS - 2) throw new Error(`${name}, ${words} words: ${text.slice(0, 500)}`);
    },
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** The bare proxy is called with the same headers, so that both read the same bytes. */
function post(url: string, key: string, body: object, accept = 'application/json'): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = {
    'content-type': 'application/json',
    'content-length': bytes.length,
    authorization: `Bearer ${key}`,
    accept,
  };
  return new Promise((resolve, reject) => {
    const sent = sendRequest(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.once('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(bytes);
  });
}

/** All calls share a few sockets, as the tabs of a browser would. */
function callOverSocket(url: string, key: string): () => Promise<void> {
  const clients: Client[] = [];
  let turn = 0;
  const open = () =>
    createClient({
      url: `${url.replace('http:', 'ws:')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${key}` },
      lazy: true,
      lazyCloseTimeout: 2_000,
      retryAttempts: 0,
    });
  return async () => {
    turn = (turn + 1) % 4;
    clients[turn] ??= open();
    let words = 0;
    for await (const result of clients[turn]?.iterate({ query: STREAM, variables: { input: INPUT } }) ?? []) {
      const text = JSON.stringify(result);
      if (text.includes('"errors"') || text.includes('ChatFailed')) throw new Error(text);
      words += text.split('gateway ').length - 1;
    }
    if (words < CHUNKS - 2) throw new Error(`GraphQL chatStream over graphql-ws: ${words} words.`);
  };
}
