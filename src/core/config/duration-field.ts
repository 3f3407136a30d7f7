/** A length of time in a configuration: text outside ("30s", "5m", "PT1M"), milliseconds inside. */
import { z } from 'zod';
import { formatDuration, parseDuration } from '#core/duration.ts';

export interface DurationBounds {
  readonly atLeastMs: number;
  readonly atMostMs: number;
}

/** Stays text when parsed, so that a stored configuration parses again; `durationMs` reads it. */
export function durationField({ atLeastMs, atMostMs }: DurationBounds) {
  return z
    .string()
    .max(40)
    .superRefine((text, context) => {
      const milliseconds = parseDuration(text);
      if (milliseconds !== undefined && milliseconds >= atLeastMs && milliseconds <= atMostMs) return;
      const bounds = `from ${formatDuration(atLeastMs)} to ${formatDuration(atMostMs)}`;
      context.addIssue({ code: 'custom', message: `Give a length of time ${bounds}, such as "30s", "5m" or "PT1M".` });
    })
    .meta({ 'x-format': 'duration' });
}

/** @throws RangeError where the text was not parsed by a `durationField` before. */
export function durationMs(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined) throw new RangeError(`Not a length of time: ${text}`);
  return milliseconds;
}
