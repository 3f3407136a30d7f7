/** Walks the model's targets until one starts to answer. After the first content there is no second try. */
import { type ChatEvent, type ChatStream, isContent } from '#core/chat/event.ts';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { TargetView } from '#core/plugin.ts';
import type { Target } from '#core/snapshot.ts';
import { orderTargets } from '#pipeline/order-targets.ts';
import type { Question } from '#pipeline/question.ts';
import { runAttempt } from '#pipeline/run-attempt.ts';
import { runHook } from '#pipeline/run-hook.ts';
import type { Trip } from '#pipeline/trip.ts';

/** `targets` are those that can be asked such a question. */
export async function* tryTargets(trip: Trip, question: Question, targets: readonly Target[]): ChatStream {
  const { model, deps } = trip;
  let failure: GatewayError | undefined;
  let attempt = 0;
  for (const target of orderTargets(targets, deps.random)) {
    if (attempt === model.maxAttempts) break;
    const view = viewOf(target, attempt + 1);
    if (!(await isAllowed(trip, view))) continue;
    attempt += 1;
    let committed = false;
    try {
      for await (const batch of untilContent(runAttempt(trip, target, view, question))) {
        committed = true;
        trip.served = view;
        yield batch;
      }
      return;
    } catch (thrown) {
      failure = toGatewayError(thrown);
      if (committed || failure.facts.retry === 'no' || trip.signal.aborted) throw failure;
      const { code, details } = failure;
      deps.log.warn('A target failed.', {
        callId: trip.call.callId,
        target: view,
        code,
        reason: details.internal ?? failure.message,
      });
    }
  }
  throw (
    failure ??
    new GatewayError('PROVIDER_UNAVAILABLE', {
      message: `No target of the model ${model.name} may be used for this call.`,
    })
  );
}

/** Joins everything before the first content to the first batch, so that a failure before it leaves nothing behind. */
async function* untilContent(source: ChatStream): ChatStream {
  let held: ChatEvent[] | undefined = [];
  for await (const batch of source) {
    if (held === undefined) {
      yield batch;
      continue;
    }
    held.push(...batch);
    if (!held.some(isContent)) continue;
    const first: readonly ChatEvent[] = held;
    held = undefined;
    yield first;
  }
  if (held && held.length > 0) yield held;
}

function viewOf({ name, provider, upstreamModel }: Target, attempt: number): TargetView {
  return { name, provider: provider.name, upstreamModel, attempt };
}

async function isAllowed(trip: Trip, view: TargetView): Promise<boolean> {
  for (const entered of trip.entered) {
    const { onTarget } = entered.bound.hooks;
    if (!onTarget) continue;
    const use = await runHook(
      trip,
      entered,
      'attempt',
      () => onTarget(entered.context, view),
      (given) => (given === 'skip' ? 'changed' : 'passed'),
    );
    if (use === 'skip') return false;
  }
  return true;
}
