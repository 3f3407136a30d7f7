/** What is kept of a call once it is over, whichever way it ended and however early. */
import type { Attempt, CacheOutcome, GuardrailFinding, TraceStep } from '#core/call-report.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { ErrorCode } from '#core/error/codes.ts';
import type { Door } from '#core/plugin.ts';

export interface CallRecord {
  readonly callId: string;
  readonly door: Door;
  /** Calls of one comparison have the same. */
  readonly comparisonId?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: CallStatus;
  readonly errorCode?: ErrorCode;
  readonly keyId?: string;
  readonly consumerId?: string;
  readonly routeId?: string;
  readonly modelId?: string;
  /** The name the caller asked for, or the route's default; empty where the call ended before a model was known. */
  readonly modelName: string;
  readonly streamed: boolean;
  readonly usage?: Usage;
  /** 10^-9 dollars of all attempts, an estimate where the usage is one; absent where it is not known. */
  readonly cost?: number;
  readonly firstTokenMs?: number;
  readonly durationMs: number;
  /** Time inside the gateway: the whole less waiting for upstream and for the reader. */
  readonly overheadMs: number;
  readonly cache: CacheOutcome;
  readonly findings: readonly GuardrailFinding[];
  readonly steps: readonly TraceStep[];
  readonly attempts: readonly Attempt[];
  readonly configRevision: number;
}

export const CALL_STATUSES = ['succeeded', 'failed', 'refused', 'canceled'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];
