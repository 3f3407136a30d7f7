/** One aliased gateway field: a call of its own, from its arguments to the stream of its answer. */
import type { Caller, KeyPermission } from '#core/caller.ts';
import type { ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Door } from '#core/plugin.ts';
import type { Route } from '#core/snapshot.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import type { Arrival, ChatRun, EmbeddingRun } from '#pipeline/call.ts';
import { recordRefusal } from '#pipeline/record-refusal.ts';
import { createReport } from '#pipeline/report-draft.ts';
import { runChat } from '#pipeline/run-chat.ts';
import { runEmbedding } from '#pipeline/run-embedding.ts';

/** What a gateway field says about itself in its `gateway` option: it is one call, or several at once. */
export type GatewayFieldOptions = CallFieldOptions | ComparisonFieldOptions;

export interface CallFieldOptions {
  readonly door: Door;
  /** @throws GatewayError INVALID_REQUEST with every problem of the arguments. */
  readonly decode: (args: Arguments) => DecodedCall | DecodedEmbedding;
}

export interface ComparisonFieldOptions {
  readonly door: Door;
  /** One decoder a lane, which throws like `decode`. @throws GatewayError INVALID_REQUEST where no lane can be opened. */
  readonly lanes: (args: Arguments) => readonly Lane[];
}

export interface Lane {
  /** Name of the model. */
  readonly model: string;
  decode(): DecodedCall;
}

type Arguments = Readonly<Record<string, unknown>>;

interface CallWishes {
  /** Name of the model; the route's default where absent. */
  readonly model?: string;
  /** Name of the route; none where absent. */
  readonly route?: string;
  readonly timeoutMs?: number;
}

export interface DecodedCall extends CallWishes {
  readonly request: ChatRequest;
}

export interface DecodedEmbedding extends CallWishes {
  readonly embedding: EmbeddingRequest;
}

export interface GatewayCall {
  readonly callId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly run: ChatRun | EmbeddingRun;
  readonly configRevision: number;
  /** The name the caller asked for, or that of the model its route gave it. */
  modelName(): string;
  /** Whether the caller may see what this permission covers; an administrator may see everything. */
  maySee(permission: KeyPermission): boolean;
  /** Stops the call at the provider. */
  stop(): void;
}

export interface OpenedField {
  readonly door: Door;
  readonly comparisonId?: string;
  decode(): DecodedCall | DecodedEmbedding;
}

/** Never throws: a call that is refused at the door is one whose events throw the refusal. */
export function openCall(field: OpenedField, context: GraphqlContext, signal: AbortSignal): GatewayCall {
  const { door, comparisonId } = field;
  const { deps, snapshot, header } = context;
  const controller = linkedController(signal);
  const callId = deps.newCallId();
  const startedAt = deps.pipeline.clock.now();
  const streamed = door === 'graphql-stream';
  let caller: Caller = { type: 'anonymous', address: context.address };
  let route: Route | null = null;
  let decoded: DecodedCall | DecodedEmbedding | undefined;
  context.callIds.push(callId);

  const arrive = (): Arrival => ({
    callId,
    door,
    ...(comparisonId !== undefined && { comparisonId }),
    snapshot,
    route,
    caller,
    startedAt,
    header,
  });

  const enter = (): ChatRun | EmbeddingRun => {
    try {
      caller = context.caller();
      decoded = field.decode();
      route = routeNamed(decoded.route, context);
    } catch (thrown) {
      const error = toGatewayError(thrown);
      const named = decoded?.model === undefined ? {} : { modelName: decoded.model };
      if (error.code === 'INTERNAL') deps.pipeline.log.error('A call failed at its door.', { callId, error });
      recordRefusal({ arrival: arrive(), error, streamed, ...named }, deps.pipeline);
      return refusedRun(callId, error);
    }
    const { model, timeoutMs } = decoded;
    const wishes = { ...(model !== undefined && { model }), ...(timeoutMs !== undefined && { timeoutMs }) };
    const call = { ...arrive(), ...wishes, signal: controller.signal };
    if ('embedding' in decoded) return runEmbedding({ ...call, request: decoded.embedding }, deps.pipeline);
    return runChat({ ...call, request: decoded.request, streamed }, deps.pipeline);
  };

  const run = enter();
  return {
    callId,
    startedAt,
    run,
    configRevision: snapshot.revision,
    modelName: () => decoded?.model ?? run.model?.name ?? '',
    maySee: (permission) => context.admin !== null || (caller.type === 'key' && caller.key.permissions.has(permission)),
    stop: () => controller.abort(),
  };
}

function routeNamed(name: string | undefined, { snapshot }: GraphqlContext): Route | null {
  if (name === undefined) return null;
  const route = snapshot.routesByName.get(name);
  if (route) return route;
  const message = `input.route: There is no route named "${name.slice(0, 100)}".`;
  throw new GatewayError('NOT_FOUND', { message });
}

function refusedRun(callId: string, error: GatewayError): ChatRun {
  // biome-ignore lint/correctness/useYield: the stream of a refused call has nothing but its refusal.
  async function* refuse(): ChatStream {
    throw error;
  }
  return { callId, report: createReport(), model: undefined, served: undefined, events: refuse() };
}

/** Each call has its own, so that stopping one alias leaves the others alone. */
function linkedController(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  const leave = () => controller.abort();
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true, signal: controller.signal });
  return controller;
}
