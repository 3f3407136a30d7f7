/** Runs the request side of the chain and remembers how far it came, so that the way back is the same way. */
import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Verdict } from '#core/plugin.ts';
import { enterPlugin, type SharedContext } from '#pipeline/enter-plugin.ts';
import { runHook } from '#pipeline/run-hook.ts';
import type { Trip } from '#pipeline/trip.ts';

export async function enterChain(trip: Trip, shared: SharedContext): Promise<Verdict> {
  let request = trip.call.request;
  for (const bound of trip.chain) {
    const entered = enterPlugin(bound, shared, trip.report);
    trip.entered.push(entered);
    if (!bound.hooks.onRequest) continue;
    const before: ChatRequest = request;
    const verdict = await runHook(
      trip,
      entered,
      'request',
      () => bound.hooks.onRequest?.(entered.context, before) ?? { type: 'next' as const, request: before },
      (given) => (given.type === 'answer' ? 'responded' : given.request === before ? 'passed' : 'changed'),
    );
    if (verdict?.type === 'answer') {
      if (trip.call.operation === 'embedding') throw answersForNothing(bound.name);
      return verdict;
    }
    request = verdict?.request ?? request;
  }
  return { type: 'next', request };
}

/** What a plugin says has no place for vectors. */
function answersForNothing(plugin: string): GatewayError {
  return new GatewayError('PLUGIN_FAILED', {
    message: `The plugin ${plugin} answers chats and cannot answer in place of a model that embeds.`,
  });
}
