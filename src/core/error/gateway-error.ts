/** The only error that crosses a room. Public text goes to the caller; internal text goes to the log only. */
import type { GuardrailFinding, RateLimitState } from '#core/call-report.ts';
import { ERROR_FACTS, type ErrorCode, type ErrorFacts } from '#core/error/codes.ts';

export interface GatewayErrorDetails {
  /** Replaces the table's message; a stranger may read it. */
  readonly message?: string;
  /** For the log only. */
  readonly internal?: string;
  /** Every problem of an INVALID_REQUEST, in the order of the input. */
  readonly issues?: readonly InputIssue[];
  readonly retryAfterMs?: number;
  /** HTTP status of the provider, where one answered. */
  readonly upstreamStatus?: number;
  readonly limit?: RateLimitState;
  readonly findings?: readonly GuardrailFinding[];
  /** Methods that work, for METHOD_NOT_ALLOWED. */
  readonly allow?: readonly string[];
  /** The permission that is missing, for FORBIDDEN. */
  readonly missing?: string;
  readonly cause?: unknown;
}

/** `path` is in the caller's own words: a JSON body's or a GraphQL input's. */
export interface InputIssue {
  readonly path: readonly string[];
  readonly message: string;
  readonly code: string;
}

export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly details: GatewayErrorDetails;

  constructor(code: ErrorCode, details: GatewayErrorDetails = {}) {
    super(details.message ?? ERROR_FACTS[code].message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }

  get facts(): ErrorFacts {
    return ERROR_FACTS[this.code];
  }
}

/** Names whatever was thrown. Unknown throwables become INTERNAL, so no foreign text reaches a caller. */
export function toGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError')
    return new GatewayError('CANCELLED', { cause: thrown });
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
    return new GatewayError('TIMEOUT', { cause: thrown });
  return new GatewayError('INTERNAL', { cause: thrown });
}

/** One INVALID_REQUEST for all problems of an input; its message names the first. */
export function invalidRequest(issues: readonly InputIssue[]): GatewayError {
  const [first] = issues;
  const message = first ? `${first.path.join('.') || 'body'}: ${first.message}` : undefined;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return new GatewayError('INVALID_REQUEST', { issues, ...(message && { message: message + more }) });
}
