/** The limits of one configuration, each with the gauge that keeps it and its words for people. */
import type { RateLimitState, RateLimitUnit } from '#core/call-report.ts';
import { durationMs } from '#core/config/duration-field.ts';
import type { PluginTools } from '#core/plugin.ts';
import { createBucketGauge } from '#plugins/rate-limit/bucket-gauge.ts';
import type { LimitConfig } from '#plugins/rate-limit/config.ts';
import { fixedWindow } from '#plugins/rate-limit/fixed-window.ts';
import type { Gauge, Level } from '#plugins/rate-limit/gauge.ts';
import { slidingWindow } from '#plugins/rate-limit/sliding-window.ts';
import { createWindowGauge } from '#plugins/rate-limit/window-gauge.ts';

export interface NamedGauge {
  readonly unit: RateLimitUnit;
  readonly gauge: Gauge;
  /** Such as `60 requests in 1m`. */
  readonly rule: string;
  stateOf(level: Level): RateLimitState;
  /** An amount in words. */
  tell(amount: number): string;
}

/** Dollars are counted in 10^-9 and told in 10^-6. */
const NANO_PER_DOLLAR = 1_000_000_000;
const NANO_PER_MICRO = 1_000;

export function createGauges(limits: readonly LimitConfig[], tools: PluginTools): readonly NamedGauge[] {
  return limits.map((config) => {
    const { unit, window } = config;
    const name = limits.length === 1 ? tools.name : `${tools.name}/${unit}/${window}`;
    return createNamedGauge(name, config, tools);
  });
}

function createNamedGauge(name: string, config: LimitConfig, { keyValue, clock }: PluginTools): NamedGauge {
  const { unit, window, algorithm } = config;
  const [perUnit, perShown] = unit === 'cost' ? [NANO_PER_DOLLAR, NANO_PER_MICRO] : [1, 1];
  const limit = Math.round(config.limit * perUnit);
  const capacity = Math.round((config.burst ?? config.limit) * perUnit);
  const windowMs = durationMs(window);
  const options = { prefix: `${unit} ${algorithm} ${windowMs}`, limit, windowMs, keyValue, clock };
  const words = unit === 'cost' ? '' : ` ${unit.replace('-', ' ')}`;
  const tell = (amount: number) => (unit === 'cost' ? `$${amount / NANO_PER_DOLLAR}` : `${amount}${words}`);
  const burst = config.burst === undefined ? '' : `, at most ${tell(capacity)} at once`;
  return {
    unit,
    gauge: createGauge(algorithm, capacity, options),
    rule: `${tell(limit)} in ${window}${burst}`,
    stateOf: ({ remaining, resetMs }) => ({
      name,
      unit,
      limit: Math.floor(capacity / perShown),
      remaining: Math.max(0, Math.floor(remaining / perShown)),
      // The time in which as much as fits at once becomes free.
      windowMs: Math.round((windowMs * capacity) / limit),
      resetMs,
    }),
    tell,
  };
}

function createGauge(
  algorithm: LimitConfig['algorithm'],
  capacity: number,
  options: Parameters<typeof createBucketGauge>[1],
): Gauge {
  switch (algorithm) {
    case 'sliding-window':
      return createWindowGauge(slidingWindow, options);
    case 'fixed-window':
      return createWindowGauge(fixedWindow, options);
    case 'token-bucket':
      return createBucketGauge(capacity, options);
    default:
      return algorithm satisfies never;
  }
}
