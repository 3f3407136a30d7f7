/** Records of calls for tests. */
import type { CallRecord } from '#core/call-record.ts';

export const HOUR_MS = 3_600_000;
/** Within an hour. */
export const STARTED_AT = 500_000 * HOUR_MS + 1_234_567;

/** Ended before anything was known of it. */
export function aCall(callId: string, more: Partial<CallRecord> = {}): CallRecord {
  return {
    callId,
    door: 'openai',
    startedAt: STARTED_AT,
    endedAt: (more.startedAt ?? STARTED_AT) + 10,
    status: 'succeeded',
    modelName: '',
    streamed: false,
    durationMs: 10.5,
    overheadMs: 0.25,
    cache: 'disabled',
    findings: [],
    steps: [],
    attempts: [],
    configRevision: 1,
    ...more,
  };
}

/** Has everything that a call can have. */
export function richCall(callId: string): CallRecord {
  const usage = {
    inputTokens: 10,
    cachedInputTokens: 4,
    cacheWriteTokens: 1,
    outputTokens: 20,
    reasoningTokens: 5,
    estimated: true,
  };
  return aCall(callId, {
    door: 'graphql',
    comparisonId: 'cmp_1',
    status: 'failed',
    errorCode: 'TIMEOUT',
    keyId: 'key_1',
    consumerId: 'csm_1',
    routeId: 'rte_1',
    modelId: 'mdl_1',
    modelName: 'large',
    streamed: true,
    usage,
    cost: 123_456_789_012,
    firstTokenMs: 12.125,
    cache: 'miss',
    findings: [{ plugin: 'guard', category: 'pattern.deny', action: 'redacted', stage: 'response', score: 0.5 }],
    steps: [
      {
        plugin: 'guard',
        type: 'pattern-guard',
        scope: 'route',
        phase: 'request',
        outcome: 'changed',
        durationMs: 0.1,
        note: 'ü',
      },
    ],
    attempts: [
      {
        number: 1,
        target: 'main',
        provider: 'alpha',
        providerId: 'prv_1',
        credentialId: 'crd_1',
        upstreamModel: 'up/large',
        outcome: 'timed-out',
        errorCode: 'TIMEOUT',
        upstreamStatus: 504,
        firstTokenMs: 3.5,
        durationMs: 9.75,
        usage,
        cost: 123_456_789_012,
      },
    ],
  });
}
