/** Watches one attempt: its times, its tokens (estimated where the provider does not say) and how it ended. */
import type { Attempt } from '#core/call-report.ts';
import { estimatePrompt } from '#core/chat/estimate-prompt.ts';
import { type ChatEvent, isContent } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { estimateTokens, type Usage } from '#core/chat/usage.ts';
import { costOf } from '#core/cost/cost-of.ts';
import type { ErrorCode } from '#core/error/codes.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { TargetView } from '#core/plugin.ts';
import type { Target } from '#core/snapshot.ts';
import type { Trip } from '#pipeline/trip.ts';

export interface AttemptLog {
  /** Waits, and counts the time as upstream's. */
  waitFor<Value>(pending: Promise<Value>): Promise<Value>;
  /** Notes what passes; fills in tokens that the provider did not report. */
  see(events: readonly ChatEvent[]): readonly ChatEvent[];
  succeed(): void;
  /** The error that the attempt ends with. */
  fail(thrown: unknown): GatewayError;
  /** Writes the attempt on the report, once, whichever way it ended. */
  close(): void;
}

export function recordAttempt(
  trip: Trip,
  target: Target,
  view: TargetView,
  request: ChatRequest,
  credentialId?: string,
): AttemptLog {
  const { clock } = trip.deps;
  const startedAt = clock.elapsed();
  const sentAt = clock.now();
  let outcome: Attempt['outcome'] = 'canceled';
  let error: GatewayError | undefined;
  let firstTokenMs: number | undefined;
  let answered = false;
  let written = '';
  let usage: Usage | undefined;

  const fillUsage = (reported: Usage): Usage => {
    if (reported.inputTokens !== undefined && reported.outputTokens !== undefined) return reported;
    const { inputTokens = estimatePrompt(request), outputTokens = estimateTokens(written) } = reported;
    return { ...reported, inputTokens, outputTokens, estimated: true };
  };

  return {
    async waitFor(pending) {
      const since = clock.elapsed();
      try {
        return await pending;
      } finally {
        trip.report.upstreamMs += clock.elapsed() - since;
      }
    },
    see(events) {
      answered = true;
      let finish = -1;
      for (const [index, event] of events.entries()) {
        if (firstTokenMs === undefined && isContent(event)) firstTokenMs = clock.elapsed() - startedAt;
        if (event.type === 'finish') finish = index;
        else written += writtenBy(event);
      }
      const last = events[finish];
      if (last?.type !== 'finish') return events;
      usage = fillUsage(last.usage);
      return usage === last.usage ? events : events.with(finish, { ...last, usage });
    },
    succeed() {
      outcome = 'succeeded';
    },
    fail(thrown) {
      error = trip.signal.aborted ? toGatewayError(trip.signal.reason) : toGatewayError(thrown);
      outcome = outcomeOf(error.code);
      return error;
    },
    close() {
      const billed = usage ?? (answered || outcome === 'canceled' ? fillUsage({ estimated: true }) : undefined);
      const cost = billed && costOf(billed, target.facts?.price, sentAt);
      trip.report.attempts.push({
        number: view.attempt,
        target: view.name,
        provider: view.provider,
        providerId: target.provider.id,
        ...(credentialId !== undefined && { credentialId }),
        upstreamModel: view.upstreamModel,
        outcome,
        ...(error && { errorCode: error.code }),
        ...(error?.details.upstreamStatus !== undefined && { upstreamStatus: error.details.upstreamStatus }),
        ...(firstTokenMs !== undefined && { firstTokenMs }),
        startedAt: sentAt,
        durationMs: clock.elapsed() - startedAt,
        ...(billed && { usage: billed }),
        ...(cost !== undefined && { cost }),
      });
    },
  };
}

function outcomeOf(code: ErrorCode): Attempt['outcome'] {
  switch (code) {
    case 'CANCELLED':
      return 'canceled';
    case 'TIMEOUT':
      return 'timed-out';
    case 'PROVIDER_PROTOCOL':
      return 'malformed';
    case 'STREAM_INTERRUPTED':
    case 'PROVIDER_UNAVAILABLE':
      return 'broken';
    default:
      return 'rejected';
  }
}

function writtenBy(event: ChatEvent): string {
  switch (event.type) {
    case 'text-delta':
    case 'refusal-delta':
    case 'reasoning-delta':
      return event.text;
    case 'tool-call-start':
      return event.name;
    case 'tool-call-delta':
      return event.input;
    default:
      return '';
  }
}
