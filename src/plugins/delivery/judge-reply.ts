/** What a service's answer means for the batch that it was sent. */
import type { HttpReply, Receipt } from '#core/ports.ts';

/** Statuses that tell of a state that passes. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];
const LONGEST_WAIT_MS = 5 * 60_000;

export function judgeReply({ status, headers }: HttpReply, now: number): Receipt {
  if (status >= 200 && status < 300) return { type: 'taken' };
  const reason = `The service answered ${status}.`;
  if (!PASSING.includes(status)) return { type: 'refused', reason };
  const afterMs = waitOf(headers['retry-after'], now);
  return { type: 'later', reason, ...(afterMs !== undefined && { afterMs }) };
}

/** `Retry-After` in seconds or as a date: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function waitOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : undefined;
}
