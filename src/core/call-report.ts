/** What becomes known of one call while it runs: doors, the call log and the trace read it, each part has one writer. */

import type { Usage } from '#core/chat/usage.ts';
import type { PluginScope } from '#core/config/document.ts';
import type { ErrorCode } from '#core/error/codes.ts';

export interface CallReport {
  /** Every limit that was checked, in the order of the chain. */
  readonly rateLimits: readonly RateLimitState[];
  readonly findings: readonly GuardrailFinding[];
  readonly cache: CacheOutcome;
  /** Plugins in the order they ran. */
  readonly steps: readonly TraceStep[];
  /** Upstream attempts in order. */
  readonly attempts: readonly Attempt[];
  /** Milliseconds of this call spent waiting for upstream. */
  readonly upstreamMs: number;
}

/** `tokens` are those of prompts and answers; `cost` is counted in millionths of a dollar. */
export type RateLimitUnit = 'requests' | 'tokens' | 'input-tokens' | 'output-tokens' | 'cost';

/** State of one limit after this call was counted. */
export interface RateLimitState {
  /** Name of the plugin instance, and which of its limits where it has several. */
  readonly name: string;
  readonly unit: RateLimitUnit;
  readonly limit: number;
  readonly remaining: number;
  readonly windowMs: number;
  /** Milliseconds until the limit is full again. */
  readonly resetMs: number;
}

/** What a guardrail found; never the matched text. */
export interface GuardrailFinding {
  /** Name of the plugin instance. */
  readonly plugin: string;
  /** Kind of finding, such as `pattern.deny`. */
  readonly category: string;
  readonly action: 'flagged' | 'redacted' | 'blocked';
  readonly stage: 'request' | 'response';
  readonly score?: number;
}

/** `disabled`: no cache in the chain. `bypassed`: there is one and it was not consulted. */
export type CacheOutcome = 'hit' | 'miss' | 'bypassed' | 'disabled';

/** One hook of one plugin during one call. */
export interface TraceStep {
  /** Name of the plugin instance. */
  readonly plugin: string;
  readonly type: string;
  readonly scope: PluginScope;
  readonly phase: 'request' | 'attempt' | 'stream' | 'error' | 'log';
  readonly outcome: 'passed' | 'changed' | 'responded' | 'refused' | 'failed-open';
  readonly durationMs: number;
  /** The plugin's own remark, without content. */
  readonly note?: string;
}

/** One try at one target. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  readonly target: string;
  readonly provider: string;
  readonly providerId: string;
  readonly credentialId?: string;
  readonly upstreamModel: string;
  readonly outcome: 'succeeded' | 'rejected' | 'broken' | 'timed-out' | 'malformed' | 'canceled';
  readonly errorCode?: ErrorCode;
  readonly upstreamStatus?: number;
  readonly firstTokenMs?: number;
  /** Milliseconds since 1970; absent in old records. */
  readonly startedAt?: number;
  readonly durationMs: number;
  readonly usage?: Usage;
  /** 10^-9 dollars for that usage, an estimate where it is one; absent where it is not known. */
  readonly cost?: number;
}
