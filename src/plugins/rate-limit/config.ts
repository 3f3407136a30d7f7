/** What an administrator can say about rate limits. */
import { z } from 'zod';
import type { RateLimitUnit } from '#core/call-report.ts';
import { durationField, durationMs } from '#core/config/duration-field.ts';
import { checkPer, perFields } from '#plugins/identity/per-fields.ts';

const UNITS = ['requests', 'tokens', 'input-tokens', 'output-tokens', 'cost'] as const satisfies RateLimitUnit[];
const MOST_DOLLARS = 1_000_000;

const limit = z
  .strictObject({
    unit: z
      .enum(UNITS)
      .default('requests')
      .describe('What is counted: calls, tokens of prompts and answers, of one of the two, or dollars.'),
    limit: z
      .number()
      .min(0.000001)
      .max(1_000_000_000)
      .describe('How much may pass in one window, in calls, tokens or dollars.'),
    window: durationField({ atLeastMs: 1_000, atMostMs: 31 * 86_400_000 })
      .default('1m')
      .describe('Length of the window, such as "30s", "1m" or "PT1H".'),
    algorithm: z
      .enum(['sliding-window', 'fixed-window', 'token-bucket'])
      .default('sliding-window')
      .describe(
        'How it is counted: over the time just past, from one full minute, hour or day (UTC) to the next, or in a bucket that fills evenly.',
      ),
    burst: z
      .number()
      .min(0.000001)
      .max(1_000_000_000)
      .optional()
      .describe('What a token bucket holds when it is full, in the same unit; the limit where nothing is said.'),
  })
  .superRefine(({ unit, limit, algorithm, burst }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message: `${message}.` });
    for (const [field, amount] of Object.entries({ limit, burst })) {
      if (amount === undefined) continue;
      if (unit !== 'cost' && !Number.isInteger(amount)) refuse(field, `Give a whole number of ${unit}`);
      if (unit === 'cost' && amount > MOST_DOLLARS) refuse(field, `Give no more than ${MOST_DOLLARS} dollars`);
    }
    if (burst !== undefined && algorithm !== 'token-bucket')
      refuse('burst', `Leave it out, since the algorithm is "${algorithm}"`);
  });

export const rateLimitConfig = z
  .strictObject({
    limits: z
      .array(limit)
      .min(1)
      .max(8)
      .describe('Limits that hold side by side: a call passes where it fits into every one of them.'),
    ...perFields,
    assumedAnswerTokens: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(1_000)
      .describe(
        'Tokens that are reserved for an answer whose length the caller did not bound, as far as the limit allows.',
      ),
    unpriced: z
      .enum(['refuse', 'ignore'])
      .default('refuse')
      .describe(
        'What a limit in dollars does with a model of whose targets one has no known price: refuse it, or count nothing for it.',
      ),
  })
  .superRefine((config, context) => {
    checkPer(config, context);
    const known = new Set<string>();
    for (const [index, { unit, window }] of config.limits.entries()) {
      const place = `${unit} ${safeMs(window)}`;
      if (known.has(place)) {
        const message = `There is another limit of ${unit} in ${window}.`;
        context.addIssue({ code: 'custom', path: ['limits', index, 'window'], message });
      }
      known.add(place);
    }
  });

/** A window that its own field has refused stands for itself. */
function safeMs(window: string): number | string {
  try {
    return durationMs(window);
  } catch {
    return window;
  }
}

export type RateLimitConfig = z.infer<typeof rateLimitConfig>;
export type LimitConfig = RateLimitConfig['limits'][number];
