/** The road of a call over a real socket to a fake vendor, with a model, a chain and a clock that a test chooses. */
import type { TestContext } from 'node:test';
import type { CallRecord } from '#core/call-record.ts';
import type { Caller } from '#core/caller.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import { chatRequest } from '#core/chat/request.ts';
import { DEFAULT_TIMEOUTS } from '#core/config/document.ts';
import type { EmbeddingRequest, EmbeddingResult } from '#core/embedding.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { BoundPlugin, Outcome, PluginHooks } from '#core/plugin.ts';
import type { Model, Snapshot, Target } from '#core/snapshot.ts';
import type { ChatCall, EmbeddingCall } from '#pipeline/call.ts';
import { runChat } from '#pipeline/run-chat.ts';
import { runEmbedding } from '#pipeline/run-embedding.ts';
import { openaiCompatible } from '#providers/openai-compatible.ts';
import { openTransport, type TestTransport } from '#test/support/transport.ts';
import { createUpstream, type Upstream } from '#test/support/upstream.ts';

export interface Road {
  readonly upstream: Upstream;
  readonly log: TestTransport['log'];
  readonly records: readonly CallRecord[];
  /** A target whose requests go to `/<name>/chat/completions`. */
  target(name: string, parts?: Partial<Target>): Target;
  travel(trip: Trip): Promise<Journey>;
  /** The same road for texts to embed. */
  embed(trip: EmbeddingTrip): Promise<EmbeddingJourney>;
}

export interface Trip {
  readonly targets: readonly Target[];
  readonly maxAttempts?: number;
  readonly chain?: readonly BoundPlugin[];
  readonly call?: Partial<ChatCall>;
  /** From 0 to 1, for weights. */
  readonly random?: () => number;
  readonly onBatch?: (count: number) => void;
}

export interface Journey {
  readonly text: string;
  readonly error: GatewayError | undefined;
  readonly events: readonly ChatEvent[];
  readonly record: CallRecord | undefined;
}

export interface EmbeddingTrip extends Omit<Trip, 'call' | 'onBatch'> {
  readonly request: Partial<EmbeddingRequest>;
  readonly call?: Partial<EmbeddingCall>;
}

export interface EmbeddingJourney {
  readonly result: EmbeddingResult | undefined;
  readonly error: GatewayError | undefined;
  readonly record: CallRecord | undefined;
}

const NO_LIMITS = { defaultModel: null, allowedModels: 'all' } as const;
const ANYBODY: Caller = { type: 'anonymous', address: '192.0.2.1' };

export async function openRoad(context: TestContext): Promise<Road> {
  const upstream = await createUpstream();
  const transport = openTransport();
  const records: CallRecord[] = [];
  context.after(async () => {
    await transport.close();
    await upstream.close();
  });
  const { log } = transport;
  const clock = { now: () => Date.now(), elapsed: () => performance.now() };
  const observer = { callEnded: (record: CallRecord) => void records.push(record) };
  let calls = 0;

  const arrive = (targets: readonly Target[], { maxAttempts = targets.length, chain = [] }: Partial<Trip>) => {
    calls += 1;
    return {
      callId: `chat_${calls}`,
      door: 'openai' as const,
      snapshot: snapshotOf(targets, maxAttempts, chain),
      route: { id: 'rte_1', name: 'test', path: '/test', access: 'anonymous', ...NO_LIMITS } as const,
      caller: ANYBODY,
      startedAt: Date.now(),
      header: () => undefined,
      model: 'smart',
      signal: new AbortController().signal,
    };
  };
  const depsOf = ({ random = () => 0 }: Partial<Trip>) => ({ transport, clock, log, observer, random });

  return {
    upstream,
    log,
    records,
    target: (name, parts = {}) => ({
      name,
      provider: { id: `prv_${name}`, name },
      adapter: openaiCompatible,
      options: openaiCompatible.options.parse({}) as never, // The registry has forgotten the type of the options.
      baseUrl: `${upstream.url}/${name}`,
      allowPrivateNetwork: true,
      timeouts: DEFAULT_TIMEOUTS,
      credentials: [],
      upstreamModel: name,
      priority: 0,
      weight: 1,
      ...parts,
    }),
    async travel({ targets, call = {}, onBatch, ...trip }) {
      const arrival = arrive(targets, trip);
      const { callId } = arrival;
      const run = runChat(
        {
          ...arrival,
          request: chatRequest({ messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] }),
          streamed: true,
          ...call,
        },
        depsOf(trip),
      );
      const events: ChatEvent[] = [];
      let error: GatewayError | undefined;
      let batches = 0;
      try {
        for await (const batch of run.events) {
          events.push(...batch);
          batches += 1;
          onBatch?.(batches);
        }
      } catch (thrown) {
        error = toGatewayError(thrown);
      }
      const folder = createFolder();
      folder.addAll(events);
      const text = folder.partial().choices[0]?.text ?? '';
      return { text, error, events, record: records.find((record) => record.callId === callId) };
    },
    async embed({ targets, call = {}, request, ...trip }) {
      const arrival = { ...arrive(targets, trip), door: 'openai-embeddings' as const };
      const asked = { inputs: ['Hello'], extra: {}, ...request };
      const run = runEmbedding({ ...arrival, request: asked, ...call }, depsOf(trip));
      const end = await run.answer().then(
        (result) => ({ result, error: undefined }),
        (thrown) => ({ result: undefined, error: toGatewayError(thrown) }),
      );
      return { ...end, record: records.find((record) => record.callId === arrival.callId) };
    },
  };
}

export function plugin(name: string, hooks: PluginHooks, parts: Partial<BoundPlugin> = {}): BoundPlugin {
  return {
    instanceId: `plg_${name}`,
    name,
    type: 'test',
    stage: 'transform',
    scope: 'workspace',
    operations: ['chat', 'embedding'],
    onFailure: 'closed',
    timeoutMs: 1_000,
    hooks,
    ...parts,
  };
}

/** Keeps what it was told at the end, in the order in which plugins were told. */
export function settledInto(told: { name: string; outcome: Outcome }[], name: string): PluginHooks {
  return { onSettled: (_context, outcome) => void told.push({ name, outcome }) };
}

function snapshotOf(targets: readonly Target[], maxAttempts: number, chain: readonly BoundPlugin[]): Snapshot {
  const model: Model = { id: 'mdl_1', name: 'smart', displayName: 'Smart', description: null, targets, maxAttempts };
  return {
    revision: 1,
    builtAt: 0,
    routesByName: new Map(),
    routesByPath: new Map(),
    models: new Map([['smart', model]]),
    keys: new Map(),
    chainOf: () => chain,
  };
}
