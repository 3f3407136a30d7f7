/** Runs the request side of the chain and remembers how far it came, so that the way back is the same way. */
import type { TraceStep } from '#core/call-report.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Verdict } from '#core/plugin.ts';
import { enterPlugin, type SharedContext } from '#pipeline/enter-plugin.ts';
import { runHook } from '#pipeline/run-hook.ts';
import type { EnteredPlugin, Trip } from '#pipeline/trip.ts';
import { waitUntil } from '#pipeline/wait-until.ts';

/** What is settled: nobody waits any more. */
export type FinalVerdict = Exclude<Verdict, { type: 'later' }>;

export async function enterChain(trip: Trip, shared: SharedContext): Promise<FinalVerdict> {
  let request = trip.call.request;
  let known = shared;
  for (const bound of trip.chain) {
    const entered = enterPlugin(bound, known, trip.report);
    trip.entered.push(entered);
    if (!bound.hooks.onRequest) continue;
    const verdict = await finalVerdict(trip, entered, request);
    if (verdict?.type === 'answer') {
      if (trip.call.operation === 'embedding') throw answersForNothing(bound.name);
      return verdict;
    }
    request = verdict?.request ?? request;
    if (verdict?.caller) known = { ...known, caller: verdict.caller };
  }
  return { type: 'next', request };
}

/** Asks the plugin until it says more than `later`; undefined where it failed and the call goes on without it. */
async function finalVerdict(
  trip: Trip,
  entered: EnteredPlugin,
  before: ChatRequest,
): Promise<FinalVerdict | undefined> {
  const { bound, context } = entered;
  for (;;) {
    const verdict = await runHook(
      trip,
      entered,
      'request',
      () => bound.hooks.onRequest?.(context, before) ?? { type: 'next' as const, request: before },
      outcomeOf(before),
    );
    if (verdict?.type !== 'later') return verdict;
    await waitUntil(verdict.until, verdict.atMostMs, trip.signal);
  }
}

function outcomeOf(before: ChatRequest) {
  return (verdict: Verdict): TraceStep['outcome'] => {
    if (verdict.type === 'answer') return 'responded';
    return verdict.type === 'later' || verdict.request === before ? 'passed' : 'changed';
  };
}

/** What a plugin says has no place for vectors. */
function answersForNothing(plugin: string): GatewayError {
  return new GatewayError('PLUGIN_FAILED', {
    message: `The plugin ${plugin} answers chats and cannot answer in place of a model that embeds.`,
  });
}
