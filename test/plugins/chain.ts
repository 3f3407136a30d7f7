/** Runs plugins as the pipeline does, with an answer given by the test in place of a provider. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { CallReport } from '#core/call-report.ts';
import type { Caller, KeyCaller } from '#core/caller.ts';
import type { ChatBatch, ChatEvent, ChatStream } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import { type ChatRequest, chatRequest, type Message } from '#core/chat/request.ts';
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnyPlugin, BoundPlugin, Operation, PluginHooks, PluginTools } from '#core/plugin.ts';
import type { Clock, LogFields } from '#core/ports.ts';
import type { Model, Snapshot, Target } from '#core/snapshot.ts';
import { createLogFiles } from '#observe/log-files.ts';
import { createMetrics, type MetricsPage } from '#observe/metrics.ts';
import { createOutboxes } from '#observe/outbox.ts';
import { recordAttempt } from '#pipeline/record-attempt.ts';
import { runChat } from '#pipeline/run-chat.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { namespaced } from '#src/state/namespaced.ts';
import { modelNamed, type ScriptedModels, scriptedModels } from '#test/plugins/scripted-models.ts';
import { createHttpClient } from '#upstream/http-client.ts';

export interface Bench {
  /** Milliseconds since 1970; a test moves it. */
  time: number;
  readonly clock: Clock;
  readonly logged: { readonly message: string; readonly fields: LogFields }[];
  /** What `GET /metrics` would show. */
  readonly metrics: MetricsPage;
  tools(name: string): PluginTools;
}

/** What the environment of the gateway would have. */
const SECRETS: Readonly<Record<string, string>> = {
  TOKEN: 'token-of-the-test',
  SIGNING: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};

/** `folder` is where log files go. */
export function createBench(folder = join(tmpdir(), `gatehouse-bench-${process.pid}`)): Bench {
  const logged: { message: string; fields: LogFields }[] = [];
  const bench = { time: 1_700_000_000_000 };
  const clock: Clock = { now: () => bench.time, elapsed: () => bench.time };
  const keyValue = createMemoryKeyValue({ clock, maxEntries: 10_000, maxBytes: 10_000_000 });
  const write = (message: string, fields: LogFields = {}) => void logged.push({ message, fields });
  const log = { info: write, warn: write, error: write };
  // Whatever it opens ends with its last answer, so that a test has nothing to close.
  const http = createHttpClient(log);
  const metrics = createMetrics();
  const outboxes = createOutboxes(log);
  const files = createLogFiles(folder);
  const kept = new Map<string, unknown>();
  return Object.assign(bench, {
    clock,
    logged,
    metrics,
    tools: (name: string): PluginTools => ({
      name,
      keyValue: namespaced(keyValue, name),
      clock,
      log,
      http,
      metrics,
      openOutbox: outboxes.open,
      files,
      secret(wanted) {
        const secret = SECRETS[wanted];
        if (secret === undefined) throw new Error(`There is no secret "${wanted}".`);
        return secret;
      },
      keep(place, make) {
        const key = `${name} ${place}`;
        if (!kept.has(key)) kept.set(key, make());
        return kept.get(key) as ReturnType<typeof make>;
      },
    }),
  });
}

export function compilePlugin(plugin: AnyPlugin, config: JsonObject, tools: PluginTools): PluginHooks {
  return plugin.compile(plugin.config.parse(config), tools);
}

export function bindPlugin(plugin: AnyPlugin, config: JsonObject, tools: PluginTools): BoundPlugin {
  return {
    instanceId: `plg_${tools.name}`,
    name: tools.name,
    type: plugin.id,
    stage: plugin.stage,
    scope: 'workspace',
    operations: plugin.operations ?? ['chat'],
    onFailure: plugin.onFailure,
    timeoutMs: 5_000,
    hooks: compilePlugin(plugin, config, tools),
  };
}

export interface ChainCall {
  readonly chain: readonly BoundPlugin[];
  readonly bench: Bench;
  readonly request?: ChatRequest;
  readonly caller?: Caller;
  readonly operation?: Operation;
  readonly route?: string;
  readonly model?: string;
  /** What is known of its one target. */
  readonly facts?: ModelFacts;
  readonly headers?: Readonly<Record<string, string>>;
  readonly callId?: string;
  /** What the provider answers, as it arrives; a whole answer where none is given. */
  readonly answer?: readonly ChatBatch[] | ChatResult | Error | (() => ChatStream);
  /** Other models that plugins may ask. */
  readonly models?: ScriptedModels;
}

export interface ChainEnd {
  readonly result: ChatResult;
  readonly error: GatewayError | undefined;
  readonly events: readonly ChatEvent[];
  readonly report: CallReport;
  /** The request as it left the chain; undefined where nobody was asked. */
  readonly asked: ChatRequest | undefined;
}

let calls = 0;

/** Comes back when the call has ended and every plugin was told. */
export async function callThrough(call: ChainCall): Promise<ChainEnd> {
  const { bench, headers = {}, route, request = userRequest('Hello'), caller = keyCaller(), answer } = call;
  const others = scriptedModels(call.models ?? {});
  let asked: ChatRequest | undefined;
  calls += 1;
  const arrival = {
    callId: call.callId ?? `chat_${calls}`,
    door: 'graphql',
    snapshot: snapshotOf(call, others.models),
    route: route === undefined ? null : routeNamed(route),
    caller,
    startedAt: bench.clock.now(),
    header: (name: string) => headers[name],
  } as const;
  const log = bench.tools('pipeline').log;
  const deps = {
    transport: others.transport,
    clock: bench.clock,
    log,
    observer: { callEnded: () => undefined },
    random: () => 0,
  };
  const chat = {
    ...arrival,
    model: call.model ?? 'smart',
    request,
    streamed: true,
    ...(call.operation && { operation: call.operation }),
    signal: new AbortController().signal,
  };
  const run = runChat(chat, deps, async function* (trip, finalRequest) {
    asked = finalRequest;
    trip.served = { name: 'first', provider: 'test', upstreamModel: 'test-1', attempt: 1 };
    const attempt = recordAttempt(trip, trip.model.targets[0] as Target, trip.served, finalRequest);
    try {
      for await (const batch of batchesOf(answer)) yield attempt.see(batch);
      attempt.succeed();
    } catch (thrown) {
      throw attempt.fail(thrown);
    } finally {
      attempt.close();
    }
  });
  const events: ChatEvent[] = [];
  let error: GatewayError | undefined;
  try {
    for await (const batch of run.events) events.push(...batch);
  } catch (thrown) {
    error = toGatewayError(thrown);
  }
  // Plugins are told behind the answer; all they wait for here is memory, which is done before the next turn of the loop.
  await setImmediate();
  const folder = createFolder();
  folder.addAll(events);
  return { result: folder.partial(), error, events, report: run.report, asked };
}

function batchesOf(answer: ChainCall['answer']): ChatStream | readonly ChatBatch[] {
  if (answer instanceof Error) throw answer;
  if (typeof answer === 'function') return answer();
  return isResult(answer) ? [unfoldChat(answer)] : (answer ?? [unfoldChat(textResult('Hi'))]);
}

function isResult(answer: ChainCall['answer']): answer is ChatResult {
  return answer !== undefined && 'choices' in answer;
}

export function userRequest(text: string, parts: Partial<ChatRequest> = {}): ChatRequest {
  return chatRequest({ messages: [userMessage(text)], ...parts });
}

export function userMessage(text: string): Message {
  return { role: 'user', content: [{ type: 'text', text }] };
}

export function textResult(text: string, parts: Partial<ChatResult['choices'][number]> = {}): ChatResult {
  const choice = { ...EMPTY_CHOICE, text, finishReason: { unified: 'stop', raw: 'stop' } as const, ...parts };
  const usage = { inputTokens: 10, outputTokens: 5, estimated: false };
  return { id: 'answer-1', model: 'test-1', choices: [choice], usage, warnings: [] };
}

/** The events of a text that arrives in these pieces, one read each. */
export function streamOf(pieces: readonly string[]): ChatBatch[] {
  const deltas = pieces.map((text): ChatBatch => [{ type: 'text-delta', choice: 0, text }]);
  const [start, , ...end] = unfoldChat(textResult('x'));
  return [start ? [start] : [], ...deltas, end];
}

export function keyCaller(name = 'one', consumer = name): KeyCaller {
  return {
    type: 'key',
    key: {
      id: `key_${name}`,
      name,
      hint: 'gh_live_8f3k…9x',
      expiresAt: null,
      allowedModels: 'all',
      allowedRoutes: 'all',
      permissions: new Set(),
    },
    consumer: { id: `csm_${consumer}`, name: consumer, groupIds: [], groupNames: [] },
    address: '192.0.2.1',
  };
}

function routeNamed(name: string) {
  const model = { defaultModel: null, allowedModels: 'all' } as const;
  return { id: `rte_${name}`, name, path: `/${name}`, access: 'anonymous', ...model } as const;
}

function snapshotOf({ chain, model: name = 'smart', facts }: ChainCall, others: readonly Model[]): Snapshot {
  const model = modelNamed(name, facts);
  return {
    revision: 1,
    builtAt: 0,
    routesByName: new Map(),
    routesByPath: new Map(),
    models: new Map([model, ...others].map((one) => [one.name, one])),
    keys: new Map(),
    chainOf: () => chain,
  };
}
