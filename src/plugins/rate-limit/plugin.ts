/** Refuses calls above limits of calls, tokens or cost: it reserves before a call, and settles what was really used after it. */

import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { createIdentify } from '#plugins/identity/create-identify.ts';
import { amountOf, needOf, usedOf } from '#plugins/rate-limit/amounts.ts';
import { type RateLimitConfig, rateLimitConfig } from '#plugins/rate-limit/config.ts';
import { createGauges } from '#plugins/rate-limit/gauges.ts';
import { type Reservation, reserve } from '#plugins/rate-limit/reserve.ts';

export const rateLimit = definePlugin<RateLimitConfig>({
  id: 'rate-limit',
  title: 'Rate limit',
  summary: 'Refuses calls above limits of calls, tokens or cost in a window of time.',
  stage: 'limit',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: rateLimitConfig,
  example: { limits: [{ unit: 'requests', limit: 5, window: '1m' }], per: 'key' },
  onFailure: 'closed',

  compile(config, tools): PluginHooks {
    const gauges = createGauges(config.limits, tools);
    const identify = createIdentify(config);

    const enter = async (context: PluginContext, request: ChatRequest): Promise<readonly Reservation[]> => {
      const need = needOf(request, context, config);
      const wanted = gauges.map((one) => {
        // What is only assumed never keeps a call out.
        const least = amountOf(one.unit, need, need.answerTokens);
        const most = amountOf(one.unit, need, need.assumedTokens);
        if (least === undefined || most === undefined) throw unpriced(tools.name, context.model.name);
        return { ...one, amount: { least, most } };
      });
      return reserve(wanted, await identify(context, request), context);
    };

    const [first] = gauges;
    if (gauges.length === 1 && first?.unit === 'requests') {
      return {
        async onRequest(context, request) {
          await reserve([{ ...first, amount: { least: 1, most: 1 } }], await identify(context, request), context);
          return { type: 'next', request };
        },
      };
    }

    // Kept while it is made, since a call may end before.
    const calls = new WeakMap<PluginContext, Promise<readonly Reservation[]>>();
    return {
      async onRequest(context, request) {
        const reserving = enter(context, request);
        calls.set(context, reserving);
        await reserving;
        return { type: 'next', request };
      },
      async onSettled(context, outcome) {
        // Whoever was refused has nothing reserved.
        const reservations = (await calls.get(context)?.catch(() => [])) ?? [];
        await Promise.all(
          reservations.map(({ unit, amount, correct }) => {
            const used = usedOf(unit, outcome, config.unpriced);
            return used === undefined || used === amount ? undefined : correct(used - amount);
          }),
        );
      },
    };
  },
});

function unpriced(name: string, model: string): GatewayError {
  return new GatewayError('FORBIDDEN', {
    message: `The limit ${name} counts dollars, and the price of the model ${model} is not known for all of its targets.`,
  });
}
