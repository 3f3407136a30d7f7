/** Turns a vendor's refusal into the gateway's own error: which code, what a stranger may read, what only the log sees. */
import type { ErrorCode } from '#core/error/codes.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { quoteVendor } from '#providers/failure/quote-vendor.ts';
import { retryAfterMs } from '#providers/failure/retry-after.ts';

export interface VendorRefusal {
  readonly code: ErrorCode;
  /** Absent where the refusal came inside an answer of status 200. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole of what came, for the log. */
  readonly body: string;
  /** The vendor's sentence; empty where there was none that could be read. */
  readonly words: string;
  /** Said instead of the vendor's sentence. */
  readonly message?: string | undefined;
}

const LEAD: Partial<Record<ErrorCode, string>> = {
  PROVIDER_REJECTED: 'The provider refused the request',
  CONTEXT_TOO_LONG: 'The prompt is too long for this model',
};

/**
 * Only refusals of the request itself are quoted. What a vendor says of its credential, limits or inner state concerns
 * the owner of the account and not the caller.
 */
export function vendorError({ code, status, headers = {}, body, words, message }: VendorRefusal): GatewayError {
  const lead = LEAD[code];
  const quoted = lead !== undefined && words !== '' ? `${lead}: ${quoteVendor(words)}` : undefined;
  const shown = message ?? quoted;
  const wait = retryAfterMs(headers);
  return new GatewayError(code, {
    ...(shown !== undefined && { message: shown }),
    internal: body === '' ? 'The body was empty.' : body,
    ...(status !== undefined && { upstreamStatus: status }),
    ...(wait !== undefined &&
      (code === 'PROVIDER_RATE_LIMITED' || code === 'PROVIDER_UNAVAILABLE') && { retryAfterMs: wait }),
  });
}

/** What an HTTP status means where the body says nothing better. */
export function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
    case 402:
    case 403:
    // Cohere's own number for a token that is not valid.
    case 498:
      return 'PROVIDER_CREDENTIAL';
    case 408:
    case 504:
    // Cloudflare's number for an origin that was too slow.
    case 524:
      return 'TIMEOUT';
    case 429:
      return 'PROVIDER_RATE_LIMITED';
    case 499:
      return 'PROVIDER_UNAVAILABLE';
    default:
      if (status >= 500) return 'PROVIDER_UNAVAILABLE';
      return status >= 400 ? 'PROVIDER_REJECTED' : 'PROVIDER_PROTOCOL';
  }
}

const TOO_LONG =
  /context[ _](?:length|window)|maximum context|too many (?:input )?tokens|prompt is too long|input is too long|exceeds? the (?:model'?s )?(?:maximum )?(?:input|context)/i;

/** Many vendors say it in words only. */
export function saysTooLong(words: string): boolean {
  return TOO_LONG.test(words);
}

/** An answer that is not what the vendor documents. `detail` goes to the log. */
export function notUnderstood(detail: string): GatewayError {
  return new GatewayError('PROVIDER_PROTOCOL', { internal: detail });
}
