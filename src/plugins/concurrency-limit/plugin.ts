/** Bounds the calls that are under way at the same time; the next ones wait in a short line. */
import { durationMs } from '#core/config/duration-field.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { type ConcurrencyLimitConfig, concurrencyLimitConfig } from '#plugins/concurrency-limit/config.ts';
import { createGate, type Ticket } from '#plugins/concurrency-limit/gate.ts';
import { createIdentify } from '#plugins/identity/create-identify.ts';

export const concurrencyLimit = definePlugin<ConcurrencyLimitConfig>({
  id: 'concurrency-limit',
  title: 'Concurrency limit',
  summary: 'Refuses calls above a number that is under way at the same time, after a short wait for their turn.',
  stage: 'limit',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: concurrencyLimitConfig,
  example: { limit: 8, per: 'key', queue: 10, wait: '5s' },
  onFailure: 'closed',

  compile(config, { name, keep }): PluginHooks {
    const { limit, queue, wait } = config;
    const gate = keep('gate', createGate);
    const identify = createIdentify(config);
    const waitMs = durationMs(wait);
    /** Of calls that have not ended; null for one that ended before it came here. */
    const tickets = new WeakMap<PluginContext, Ticket | null>();

    const refusal = (reason: string) =>
      new GatewayError('RATE_LIMITED', {
        message: `The limit ${name} is reached: ${limit} calls at a time. ${reason}`,
      });

    return {
      async onRequest(context, request) {
        const waited = tickets.get(context);
        if (waited?.state === 'waiting') throw refusal(`No turn came within ${wait}.`);
        if (waited) return { type: 'next', request };
        const names = await identify(context, request);
        // The call may have ended while this took too long.
        if (tickets.has(context)) return { type: 'next', request };
        const ticket = gate.enter(names, { limit, queue });
        if (!ticket) throw refusal(queue === 0 ? 'Try again later.' : `${queue} others wait already.`);
        tickets.set(context, ticket);
        if (ticket.state === 'inside') return { type: 'next', request };
        context.remarks.note('waited for its turn');
        return { type: 'later', until: ticket.turn, atMostMs: waitMs };
      },
      onSettled(context) {
        const ticket = tickets.get(context);
        if (ticket) gate.leave(ticket);
        else tickets.set(context, null);
      },
    };
  },
});
