/** Refuses calls above a number of requests or tokens in a sliding window. */
import type { RateLimitState } from '#core/call-report.ts';
import { durationMs } from '#core/config/duration-field.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type RateLimitConfig, rateLimitConfig } from '#plugins/rate-limit/config.ts';
import { createCounter, type Place, type Taken } from '#plugins/rate-limit/counter.ts';
import { createIdentify } from '#plugins/rate-limit/identity.ts';
import { resetOf, usedOf } from '#plugins/rate-limit/sliding-window.ts';
import { estimatePrompt, reservedTokens, spentTokens } from '#plugins/rate-limit/token-cost.ts';

interface Reservation {
  readonly place: Place;
  readonly reserved: number;
  readonly promptTokens: number;
}

export const rateLimit = definePlugin<RateLimitConfig>({
  id: 'rate-limit',
  title: 'Rate limit',
  summary: 'Refuses calls above a number of requests or tokens in a sliding window.',
  stage: 'limit',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: rateLimitConfig,
  example: { unit: 'requests', limit: 5, window: '1m', per: 'key' },
  onFailure: 'closed',

  compile({ unit, limit, window, per, header }, { name, keyValue, clock }): PluginHooks {
    const windowMs = durationMs(window);
    const counter = createCounter({ limit, windowMs, keyValue, clock });
    const identify = createIdentify({ per, ...(header !== undefined && { header }) });
    const rule = `${limit} ${unit} in ${window}`;

    const take = async (context: PluginContext, cost: number): Promise<Taken> => {
      const taken = await counter.take(await identify(context), cost);
      const { accepted, counts, retryAfterMs } = taken;
      const remaining = Math.max(0, Math.floor(limit - usedOf(counts)));
      const state: RateLimitState = { name, unit, limit, remaining, windowMs, resetMs: resetOf(counts) };
      context.remarks.rateLimit(state);
      if (accepted) return taken;
      const never = retryAfterMs === undefined;
      const message = never
        ? `The limit ${name} allows ${rule}, and this call alone may need ${cost}. Send less, or ask for a shorter answer.`
        : `The limit ${name} is reached: ${rule}. Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`;
      throw new GatewayError('RATE_LIMITED', { message, limit: state, ...(!never && { retryAfterMs }) });
    };

    if (unit === 'requests') {
      return {
        async onRequest(context, request) {
          await take(context, 1);
          return { type: 'next', request };
        },
      };
    }

    const reservations = new WeakMap<PluginContext, Reservation>();
    return {
      async onRequest(context, request) {
        const reserved = reservedTokens(request);
        const { place } = await take(context, reserved);
        reservations.set(context, { place, reserved, promptTokens: estimatePrompt(request) });
        return { type: 'next', request };
      },
      async onSettled(context, outcome) {
        const reservation = reservations.get(context);
        if (!reservation) return;
        const { place, reserved, promptTokens } = reservation;
        await counter.correct(place, spentTokens(promptTokens, outcome) - reserved);
      },
    };
  },
});
