/** Runs the plugins of a call without a provider: on a configuration built apart, with state that is gone with it. */
import type { AdminContext, AdminDeps } from '#admin/admin-deps.ts';
import { userProblemOf } from '#admin/change-config.ts';
import { Draft } from '#admin/draft.ts';
import { enterPlace, type NamedCall } from '#admin/explain/called-place.ts';
import { applyChainDraft, type ChainDraft } from '#admin/explain/draft-chain.ts';
import { type ChainExplanation, explainIn, type Runnable } from '#admin/explain/explain-call.ts';
import { type WatchedStep, watchPlugins } from '#admin/explain/watch-plugins.ts';
import { Refusal, type UserProblem } from '#admin/user-problem.ts';
import type { ChatStream } from '#core/chat/event.ts';
import { foldChat } from '#core/chat/fold.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { UNKNOWN_USAGE } from '#core/chat/usage.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Snapshot } from '#core/snapshot.ts';
import type { ChatRun, PipelineDeps } from '#pipeline/call.ts';
import { createReport } from '#pipeline/report-draft.ts';
import { type LastLink, runChat } from '#pipeline/run-chat.ts';

export interface SimulatedCall extends NamedCall {
  readonly callId: string;
  readonly request: ChatRequest;
  readonly timeoutMs?: number | undefined;
  readonly signal: AbortSignal;
  /** One chain as it would be, instead of the one that is saved. */
  readonly draft?: ChainDraft | undefined;
  /** What the provider would say. */
  readonly mockResponse: string;
}

export type Simulation =
  /** Nothing was run: the draft cannot be. */
  { readonly type: 'refused'; readonly problems: readonly UserProblem[] } | SimulatedEnd;

export interface SimulatedEnd {
  readonly type: 'simulated';
  readonly explanation: ChainExplanation;
  readonly steps: readonly WatchedStep[];
  /** The request as it left the chain; null where it did not come so far. */
  readonly outgoing: ChatRequest | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly run: ChatRun;
  readonly end: ChatResult | GatewayError;
}

/** @throws GatewayError NOT_FOUND, STORE_UNAVAILABLE */
export async function simulateCall(call: SimulatedCall, context: AdminContext): Promise<Simulation> {
  const { deps } = context;
  const stored = await deps.store.config.load();
  const draft = new Draft(stored);
  try {
    if (call.draft) applyChainDraft(draft, call.draft, context);
  } catch (thrown) {
    if (thrown instanceof Refusal) return { type: 'refused', problems: thrown.problems };
    throw thrown;
  }
  const { document } = draft;
  const built = deps.buildApart(document, stored.revision);
  if (built.type === 'built') return runIn({ document, ...built }, call, deps);
  const errors = built.problems.filter(({ severity }) => severity === 'error');
  return { type: 'refused', problems: errors.map((problem) => userProblemOf(problem, draft)) };
}

async function runIn(runnable: Runnable, call: SimulatedCall, deps: AdminDeps): Promise<SimulatedEnd> {
  const explanation = explainIn(runnable, call, deps);
  const startedAt = deps.clock.now();
  const { snapshot, stepsWith } = watchPlugins(runnable.snapshot);
  let outgoing: ChatRequest | null = null;
  const answer: LastLink = async function* (_trip, request) {
    outgoing = request;
    yield unfoldChat(mockResult(call));
  };
  const run = startRun(call, snapshot, startedAt, deps, answer);
  const end = await foldChat(run.events).catch(toGatewayError);
  return { type: 'simulated', explanation, steps: stepsWith(run.report.steps), outgoing, startedAt, run, end };
}

function startRun(
  call: SimulatedCall,
  snapshot: Snapshot,
  startedAt: number,
  { clock }: AdminDeps,
  answer: LastLink,
): ChatRun {
  const { callId, model, request, timeoutMs, signal } = call;
  try {
    const chat = {
      ...enterPlace(call, snapshot, startedAt),
      callId,
      door: 'graphql' as const,
      snapshot,
      startedAt,
      header: () => undefined,
      ...(model !== undefined && { model }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      request,
      streamed: false,
      signal,
    };
    return runChat(chat, { ...UNSEEN, clock }, answer);
  } catch (thrown) {
    return refusedRun(callId, toGatewayError(thrown));
  }
}

/** Nothing is sent, written or recorded. */
const UNSEEN: Omit<PipelineDeps, 'clock'> = {
  transport: { send: () => Promise.reject(new Error('A simulation sends nothing.')) },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  observer: { callEnded: () => undefined },
  random: () => 0,
};

function refusedRun(callId: string, error: GatewayError): ChatRun {
  // biome-ignore lint/correctness/useYield: the stream of a refused call has nothing but its refusal.
  async function* refuse(): ChatStream {
    throw error;
  }
  return { callId, report: createReport(), model: undefined, served: undefined, events: refuse() };
}

function mockResult({ mockResponse: text, request }: SimulatedCall): ChatResult {
  const choice = { ...EMPTY_CHOICE, text, finishReason: { unified: 'stop', raw: null } as const };
  const choices = Array.from({ length: request.choiceCount }, () => choice);
  return { id: 'simulated', model: 'simulated', choices, usage: UNKNOWN_USAGE, warnings: [] };
}
