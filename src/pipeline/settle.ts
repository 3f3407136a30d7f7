/** Ends a call: writes its record for the observers, then tells every entered plugin how it ended. */
import type { CallRecord, CallStatus } from '#core/call-record.ts';
import type { Usage } from '#core/chat/usage.ts';
import { totalCost } from '#core/cost/cost-of.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { Outcome } from '#core/plugin.ts';
import type { Model } from '#core/snapshot.ts';
import type { Arrival, PipelineDeps } from '#pipeline/call.ts';
import type { ReportDraft } from '#pipeline/report-draft.ts';
import { withinTime, writeStep } from '#pipeline/run-hook.ts';
import type { Trip } from '#pipeline/trip.ts';

export interface Ending {
  readonly arrival: Arrival;
  readonly report: ReportDraft;
  readonly model?: Model;
  /** What the caller asked for, where no model was found. */
  readonly modelName?: string;
  readonly streamed: boolean;
  readonly error?: GatewayError;
  readonly firstTokenMs?: number;
  readonly durationMs: number;
}

/** Hands the record on before the caller gets its last byte, so that a call that was answered is never unknown. */
export function recordEnding(ending: Ending, deps: PipelineDeps): void {
  deps.observer.callEnded(toRecord(ending, deps));
}

/** Nobody waits for this, and nothing here can change the answer. */
export async function tellPlugins(trip: Trip, outcome: Outcome): Promise<void> {
  for (const entered of trip.entered) {
    const { bound, context } = entered;
    if (!bound.hooks.onSettled) continue;
    const startedAt = trip.deps.clock.elapsed();
    try {
      const pending = bound.hooks.onSettled(context, outcome);
      if (pending instanceof Promise) await withinTime(pending, bound.timeoutMs);
      writeStep(trip, entered, 'log', 'passed', trip.deps.clock.elapsed() - startedAt);
    } catch (error) {
      trip.deps.log.error('A plugin failed while settling.', { callId: trip.call.callId, plugin: bound.name, error });
    }
  }
}

function toRecord(
  { arrival, report, model, modelName, streamed, error, firstTokenMs, durationMs }: Ending,
  { clock }: PipelineDeps,
): CallRecord {
  const { callId, door, comparisonId, caller, route, startedAt, snapshot } = arrival;
  const usage = sumUsage(report);
  const cost = totalCost(report.attempts);
  return {
    callId,
    door,
    ...(comparisonId !== undefined && { comparisonId }),
    startedAt,
    endedAt: clock.now(),
    status: statusOf(error),
    ...(error && { errorCode: error.code }),
    ...(caller.type === 'key' && { keyId: caller.key.id, consumerId: caller.consumer.id }),
    ...(route && { routeId: route.id }),
    ...(model && { modelId: model.id }),
    modelName: modelName ?? model?.name ?? '',
    streamed,
    ...(usage && { usage }),
    ...(cost !== undefined && { cost }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    durationMs,
    overheadMs: Math.max(0, durationMs - report.upstreamMs - report.readerMs),
    cache: report.cache,
    findings: report.findings,
    steps: report.steps,
    attempts: report.attempts,
    configRevision: snapshot.revision,
  };
}

function statusOf(error: GatewayError | undefined): CallStatus {
  return error ? error.facts.outcome : 'succeeded';
}

/** Every attempt that was billed is paid for, also those that failed. */
function sumUsage({ attempts }: ReportDraft): Usage | undefined {
  const billed = attempts.flatMap(({ usage }) => usage ?? []);
  if (billed.length < 2) return billed[0];
  return billed.reduce((sum, usage) => ({
    inputTokens: (sum.inputTokens ?? 0) + (usage.inputTokens ?? 0),
    cachedInputTokens: (sum.cachedInputTokens ?? 0) + (usage.cachedInputTokens ?? 0),
    cacheWriteTokens: (sum.cacheWriteTokens ?? 0) + (usage.cacheWriteTokens ?? 0),
    outputTokens: (sum.outputTokens ?? 0) + (usage.outputTokens ?? 0),
    reasoningTokens: (sum.reasoningTokens ?? 0) + (usage.reasoningTokens ?? 0),
    estimated: sum.estimated || usage.estimated,
  }));
}
