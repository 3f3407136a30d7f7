/** W3C trace context: which trace a call belongs to. https://www.w3.org/TR/trace-context/ */

export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 of them: the span that the call's own is under; absent where the trace begins here. */
  readonly parentId?: string;
  readonly sampled: boolean;
  /** Of vendors, handed on as it came. */
  readonly state?: string;
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const LONGEST_STATE = 512;

/** Undefined where the header is absent or says nothing valid: the trace begins anew then. */
export function readTraceContext(parent: string | undefined, state: string | undefined): TraceContext | undefined {
  const [, version = 'ff', traceId = '', parentId = '', flags = '', rest] =
    TRACEPARENT.exec(parent?.trim() ?? '') ?? [];
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  const kept = state !== undefined && state.length <= LONGEST_STATE && /^[\x20-\x7e]+$/.test(state);
  return {
    traceId,
    parentId,
    sampled: (Number.parseInt(flags, 16) & 1) === 1,
    ...(kept && { state }),
  };
}

/** Chosen by the trace's id, so that every gateway chooses the same. */
export function beginTrace(share: number): TraceContext {
  const traceId = randomId(16);
  const sampled = Number.parseInt(traceId.slice(-13), 16) / 16 ** 13 < share;
  return { traceId, sampled };
}

export function contextHeaders({ traceId, sampled, state }: TraceContext, spanId: string): Record<string, string> {
  return {
    traceparent: `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`,
    ...(state !== undefined && { tracestate: state }),
  };
}

/** In hexadecimal digits; all zeros would be no id. */
export function randomId(bytes: 8 | 16): string {
  const drawn = crypto.getRandomValues(new Uint8Array(bytes));
  if (drawn.every((byte) => byte === 0)) drawn[0] = 1;
  return Array.from(drawn, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
