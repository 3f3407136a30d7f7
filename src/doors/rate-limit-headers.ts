/**
 * The limits that were checked, in the three forms that clients read: the IETF draft's lists of all limits
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/), the single fields of its versions up to
 * 06 for the narrowest limit, and OpenAI's (https://platform.openai.com/docs/guides/rate-limits) by unit.
 */
import type { RateLimitState } from '#core/call-report.ts';

export function rateLimitHeaders(limits: readonly RateLimitState[]): Record<string, string> {
  const narrowest = narrowestOf(limits);
  if (!narrowest) return {};
  return {
    'ratelimit-limit': String(narrowest.limit),
    'ratelimit-remaining': String(narrowest.remaining),
    'ratelimit-reset': seconds(narrowest.resetMs),
    'ratelimit-policy': limits.map(policyOf).join(', '),
    ratelimit: limits.map(stateOf).join(', '),
    ...openaiHeaders(limits, 'requests'),
    ...openaiHeaders(limits, 'tokens'),
  };
}

/** The one that will be reached first if all are used alike; the first of the chain where several are as near. */
function narrowestOf(limits: readonly RateLimitState[]): RateLimitState | undefined {
  return limits.reduce<RateLimitState | undefined>((narrowest, state) => {
    if (!narrowest) return state;
    return state.remaining / state.limit < narrowest.remaining / narrowest.limit ? state : narrowest;
  }, undefined);
}

/** Names of plugin instances need no escape in a structured field. */
function policyOf({ name, limit, windowMs, unit }: RateLimitState): string {
  const quotaUnit = unit === 'requests' ? '' : `;qu="${unit === 'cost' ? 'micro-usd' : unit}"`;
  return `"${name}";q=${limit}${quotaUnit};w=${seconds(windowMs)}`;
}

function stateOf({ name, remaining, resetMs }: RateLimitState): string {
  return `"${name}";r=${remaining};t=${seconds(resetMs)}`;
}

function openaiHeaders(limits: readonly RateLimitState[], unit: 'requests' | 'tokens'): Record<string, string> {
  const state = narrowestOf(limits.filter((one) => one.unit === unit));
  if (!state) return {};
  return {
    [`x-ratelimit-limit-${unit}`]: String(state.limit),
    [`x-ratelimit-remaining-${unit}`]: String(state.remaining),
    [`x-ratelimit-reset-${unit}`]: shortDuration(state.resetMs),
  };
}

/** Whole ones, rounded up: who waits so long does not come too early. */
function seconds(milliseconds: number): string {
  return String(Math.ceil(milliseconds / 1_000));
}

/** As OpenAI writes it: `250ms`, `1s`, `6m0s`, `1h0m0s`. */
function shortDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.ceil(milliseconds)}ms`;
  const total = Math.ceil(milliseconds / 1_000);
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor(total / 60) % 60;
  const hourText = hours > 0 ? `${hours}h` : '';
  const minuteText = total >= 60 ? `${minutes}m` : '';
  return `${hourText}${minuteText}${total % 60}s`;
}
