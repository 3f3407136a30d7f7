import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateLimitState } from '#core/call-report.ts';
import { rateLimitHeaders } from '#doors/rate-limit-headers.ts';

const minute: RateLimitState = {
  name: 'per-minute',
  unit: 'requests',
  limit: 60,
  remaining: 59,
  windowMs: 60_000,
  resetMs: 999,
};
const tokens: RateLimitState = {
  name: 'tokens-a-day',
  unit: 'tokens',
  limit: 1_000,
  remaining: 100,
  windowMs: 86_400_000,
  resetMs: 3_661_000,
};
const hour: RateLimitState = {
  ...minute,
  name: 'per-hour',
  limit: 100,
  remaining: 50,
  windowMs: 3_600_000,
  resetMs: 360_001,
};

test('says nothing where no limit was checked', () => {
  assert.deepEqual(rateLimitHeaders([]), {});
});

test('tells every limit, the narrowest in the single fields', () => {
  assert.deepEqual(rateLimitHeaders([minute, hour, tokens]), {
    'ratelimit-limit': '1000',
    'ratelimit-remaining': '100',
    'ratelimit-reset': '3661',
    'ratelimit-policy': '"per-minute";q=60;w=60, "per-hour";q=100;w=3600, "tokens-a-day";q=1000;qu="tokens";w=86400',
    ratelimit: '"per-minute";r=59;t=1, "per-hour";r=50;t=361, "tokens-a-day";r=100;t=3661',
    'x-ratelimit-limit-requests': '100',
    'x-ratelimit-remaining-requests': '50',
    'x-ratelimit-reset-requests': '6m1s',
    'x-ratelimit-limit-tokens': '1000',
    'x-ratelimit-remaining-tokens': '100',
    'x-ratelimit-reset-tokens': '1h1m1s',
  });
});

test('names what is counted, dollars in millionths', () => {
  const states = (['input-tokens', 'output-tokens', 'cost'] as const).map((unit) => ({ ...minute, name: unit, unit }));
  const headers = rateLimitHeaders(states);
  assert.equal(
    headers['ratelimit-policy'],
    '"input-tokens";q=60;qu="input-tokens";w=60, "output-tokens";q=60;qu="output-tokens";w=60, "cost";q=60;qu="micro-usd";w=60',
  );
  assert.equal(headers['x-ratelimit-limit-tokens'], undefined);
});

test('writes lengths of time as the vendor does', () => {
  const resetOf = (resetMs: number) => rateLimitHeaders([{ ...minute, resetMs }])['x-ratelimit-reset-requests'];
  assert.deepEqual([250, 1_000, 59_500, 60_000, 3_600_000].map(resetOf), ['250ms', '1s', '1m0s', '1m0s', '1h0m0s']);
});
