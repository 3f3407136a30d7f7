/** A running gateway with one plugin in front of scripted models at a real socket, and the four ways to ask it. */
import type { TestContext } from 'node:test';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { change, create, named, succeeded } from '#test/graphql/admin-mutations.ts';
import { FOLLOWERS } from '#test/graphql/follow.ts';
import { type AdminGateway, startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream, json, type Reply, sse, type Upstream } from '#test/support/upstream.ts';

/** What a model says to a body of the OpenAI wire: a text, or vectors where it was asked for them. */
export type Script = (body: JsonObject) => string | readonly (readonly number[])[];

export interface Shown {
  /** Everything that reached the caller, as text. */
  readonly raw: string;
  /** The words of the answer. */
  readonly text: string;
  readonly code: string | undefined;
}

export interface GuardedGateway extends AdminGateway {
  readonly vendor: Upstream;
  /** A question by each way in: HTTP and GraphQL, whole and streamed. */
  readonly ways: Readonly<Record<string, (question: string, extra?: JsonObject) => Promise<Shown>>>;
  /** The newest call of the log. */
  lastCall(): Promise<{ readonly status: string; readonly guardrails: readonly JsonObject[] }>;
}

/** The model that callers ask is `smart`; others are named by `models` and can be asked by the plugin. */
export async function startGuarded(
  context: TestContext,
  config: JsonObject,
  scripts: Readonly<Record<string, Script>>,
  environment: Record<string, string> = {},
): Promise<GuardedGateway> {
  const gateway = await startAdminGateway(context, environment);
  const vendor = await createUpstream();
  context.after(() => vendor.close());
  vendor.on(({ body }) => replyOf(isJsonObject(body) ? body : {}, scripts));
  const access = {
    baseUrl: `${vendor.url}/v1`,
    allowPrivateNetwork: true,
    credential: { value: 'sk-test-0123456789' },
  };
  const provider = await create(gateway, 'provider', { ...named('Vendor'), kind: 'OPENAI', ...access });
  const models = [];
  for (const name of Object.keys(scripts)) {
    const targets = [{ providerId: provider.id, upstreamModel: name }];
    models.push(await create(gateway, 'model', { resource: { displayName: name, name }, targets }));
  }
  const smart = models.find(({ name }) => name === 'smart');
  const entrance = { path: '/test', defaultModelId: smart?.id, access: 'ANONYMOUS' };
  await create(gateway, 'route', { resource: { displayName: 'Test', name: 'test' }, ...entrance });
  const made = await change(
    gateway,
    'pluginCreate',
    { input: ['PluginCreateInput!', { ...named('Guard'), config }] },
    'plugin { id }',
  );
  const entries = [{ pluginId: succeeded(made).plugin.id, timeout: '30s' }];
  const scope = ['ChainScopeInput!', { workspace: true }] as const;
  const revision = ['Revision!', 0] as const;
  const chain = { scope, expectedRevision: revision, entries: ['[ChainEntryInput!]!', entries] } as const;
  succeeded(await change(gateway, 'chainSet', chain, 'chain { id }'));
  return {
    ...gateway,
    vendor,
    ways: {
      'HTTP, whole': (question, extra) => overHttp(gateway, question, { ...extra, stream: false }),
      'HTTP, streamed': (question, extra) => overHttp(gateway, question, { ...extra, stream: true }),
      'GraphQL, whole': (question) => overGraphql(gateway, question),
      'GraphQL, streamed': (question) => overSubscription(gateway, question),
    },
    async lastCall() {
      const { calls } = await gateway.ask(
        '{ calls(first: 1) { nodes { status guardrails { category action stage score } } } }',
      );
      return calls.nodes[0];
    },
  };
}

async function overHttp(gateway: AdminGateway, question: string, extra: JsonObject): Promise<Shown> {
  const response = await gateway.post('/test', { messages: [{ role: 'user', content: question }], ...extra });
  const raw = await response.text();
  const bodies = raw.startsWith('{') ? [raw] : raw.split('\n').flatMap((line) => /^data: (\{.*)/.exec(line)?.[1] ?? []);
  const parsed = bodies.map((body) => JSON.parse(body));
  const text = parsed
    .map(({ choices }) => choices?.[0]?.message?.content ?? choices?.[0]?.delta?.content ?? '')
    .join('');
  return { raw, text, code: parsed.find(({ error }) => error)?.error.code };
}

const INPUT = '$input: ChatInput!';

async function overGraphql({ url }: AdminGateway, question: string): Promise<Shown> {
  const query = `mutation (${INPUT}) { chat(input: $input) { ... on ChatCompletion { text } ... on GatewayError { code message } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: inputOf(question) } }),
  });
  const raw = await response.text();
  const { chat } = JSON.parse(raw).data;
  return { raw, text: chat.text ?? '', code: chat.code };
}

async function overSubscription({ url }: AdminGateway, question: string): Promise<Shown> {
  const query = `subscription (${INPUT}) { chatStream(input: $input) {
    __typename ... on ChatDelta { content } ... on ChatFailed { error { code message } } } }`;
  const variables = { input: inputOf(question) };
  const { results } = FOLLOWERS['the graphql-sse client']<{ chatStream: Readonly<Record<string, never>> }>({
    url: `${url}/graphql`,
    headers: {},
    query,
    variables,
  });
  const events: Readonly<Record<string, { readonly code: string } & string>>[] = [];
  for await (const { data } of results) if (data) events.push(data.chatStream);
  const text = events.map((event) => event.content ?? '').join('');
  return { raw: JSON.stringify(events), text, code: events.find(({ error }) => error)?.error?.code };
}

function inputOf(question: string) {
  return { route: 'test', messages: [{ role: 'USER', content: question }] };
}

const USAGE = { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 };

function replyOf(body: JsonObject, scripts: Readonly<Record<string, Script>>): Reply {
  const said = scripts[String(body.model)]?.(body) ?? '';
  if (typeof said !== 'string') {
    const data = said.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    return json(200, { object: 'list', model: String(body.model), data, usage: USAGE });
  }
  const head = { id: 'chatcmpl-1', created: 1, model: String(body.model) };
  const end = { finish_reason: 'stop' };
  if (body.stream !== true) {
    const message = { role: 'assistant', content: said };
    return json(200, { ...head, object: 'chat.completion', choices: [{ index: 0, message, ...end }], usage: USAGE });
  }
  const chunk = (delta: JsonObject, rest: JsonObject = {}): string => {
    const choices: Json = [{ index: 0, delta, finish_reason: null, ...rest }];
    return `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices })}\n\n`;
  };
  const pieces = said.match(/[\s\S]{1,3}/gu) ?? [];
  const usage = `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage: USAGE })}\n\n`;
  return sse([...pieces.map((content) => chunk({ content })), chunk({}, end), usage, 'data: [DONE]\n\n']);
}
