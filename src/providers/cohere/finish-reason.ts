/** Cohere's words for why an answer ended, as ours. Two of them say that it failed. */
import type { FinishReason } from '#core/chat/result.ts';
import type { ErrorCode } from '#core/error/codes.ts';
import type { JsonObject } from '#core/json.ts';
import { vendorError } from '#providers/failure/vendor-error.ts';
import { stringOf } from '#providers/wire/json-readers.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  TOOL_CALL: 'tool-calls',
  ERROR_TOXIC: 'content-filter',
  ERROR_LIMIT: 'length',
};

const FAILURES: Readonly<Record<string, ErrorCode>> = { ERROR: 'PROVIDER_UNAVAILABLE', TIMEOUT: 'TIMEOUT' };

/** @throws GatewayError where the answer ended by a fault: PROVIDER_UNAVAILABLE, TIMEOUT */
export function readFinishReason(given: JsonObject): FinishReason {
  const raw = stringOf(given.finish_reason);
  const words = stringOf(given.error);
  const code = Object.hasOwn(FAILURES, raw) ? FAILURES[raw] : undefined;
  if (code !== undefined || words !== '')
    throw vendorError({ code: code ?? 'PROVIDER_UNAVAILABLE', body: JSON.stringify(given), words });
  if (raw === '') return { unified: 'other', raw: null };
  return { unified: Object.hasOwn(UNIFIED, raw) ? (UNIFIED[raw] ?? 'other') : 'other', raw };
}
