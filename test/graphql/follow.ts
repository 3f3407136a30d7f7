/** One subscription over each transport, read the same way. */
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Subscribed {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

export interface FollowedResult<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

export interface Reading<Data> {
  readonly results: AsyncIterableIterator<FollowedResult<Data>>;
  leave(): void;
}

export type Follow = <Data>(subscribed: Subscribed) => Reading<Data>;

const overSse: Follow = ({ url, headers, query, variables = {} }) => {
  const client = createSseClient({ url, headers, retryAttempts: 0 });
  return { results: client.iterate({ query, variables }) as never, leave: () => client.dispose() };
};

const overSocket: Follow = ({ url, headers, query, variables = {} }) => {
  const client = socketClient(url, headers);
  const results = client.iterate({ query, variables });
  return { results: refusalsAsResults(results) as never, leave: () => void results.return?.() };
};

const overDyingSocket: Follow = ({ url, headers, query, variables = {} }) => {
  const client = socketClient(url, headers);
  const results = client.iterate({ query, variables });
  return { results: refusalsAsResults(results) as never, leave: () => client.terminate() };
};

export const FOLLOWERS = {
  'the graphql-sse client': overSse,
  'the graphql-ws client': overSocket,
  'a socket that dies': overDyingSocket,
};

function socketClient(url: string, headers: Record<string, string>) {
  return createSocketClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
  });
}

/** This protocol has a message of its own for an operation that was refused; its client throws what it holds. */
async function* refusalsAsResults<Result>(results: AsyncIterable<Result>): AsyncGenerator<unknown> {
  try {
    yield* results;
  } catch (thrown) {
    if (!Array.isArray(thrown)) throw thrown;
    yield { errors: thrown };
  }
}

/** Resolves after as many turns of the event loop as it takes. */
export async function turns(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
}
