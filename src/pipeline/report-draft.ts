/** The report of a call while it is written. */
import type {
  Attempt,
  CacheOutcome,
  CallReport,
  GuardrailFinding,
  RateLimitState,
  TraceStep,
} from '#core/call-report.ts';

export interface ReportDraft extends CallReport {
  readonly rateLimits: RateLimitState[];
  readonly findings: GuardrailFinding[];
  readonly steps: TraceStep[];
  readonly attempts: Attempt[];
  cache: CacheOutcome;
  upstreamMs: number;
  /** Milliseconds spent waiting for the reader of the answer. */
  readerMs: number;
}

export function createReport(): ReportDraft {
  return { rateLimits: [], findings: [], steps: [], attempts: [], cache: 'disabled', upstreamMs: 0, readerMs: 0 };
}
