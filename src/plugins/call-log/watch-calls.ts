/** Hooks that write down each call that ends. */

import type { ChatRequest } from '#core/chat/request.ts';
import { totalCost } from '#core/cost/cost-of.ts';
import type { Outcome, PluginContext, PluginHooks } from '#core/plugin.ts';
import type { LogFields } from '#core/ports.ts';
import type { CallLogConfig } from '#plugins/call-log/call-log-fields.ts';
import { answerText, promptText } from '#plugins/call-log/content.ts';
import { isSampled } from '#plugins/call-log/is-sampled.ts';

export function watchCalls(
  { content, maxContentLength, sample }: CallLogConfig,
  write: (line: LogFields) => void,
): PluginHooks {
  if (sample === 0) return {};
  if (content === 'none') {
    return {
      onSettled(context, outcome) {
        if (isSampled(context.callId, sample)) write(factsOf(context, outcome));
      },
    };
  }
  const requests = new WeakMap<PluginContext, ChatRequest>();
  return {
    onRequest(context, request) {
      requests.set(context, request);
      return { type: 'next', request };
    },
    onSettled(context, outcome) {
      if (!isSampled(context.callId, sample)) return;
      const request = requests.get(context);
      write({
        ...factsOf(context, outcome),
        ...(request && { prompt: promptText(request, maxContentLength) }),
        ...(outcome.result && { answer: answerText(outcome.result, maxContentLength) }),
      });
    },
  };
}

const NANO = 1_000_000_000;

/** Names and numbers only: no header, no key, no text. */
function factsOf(
  context: PluginContext,
  { result, error, target, attempts, cache, firstTokenMs, durationMs }: Outcome,
): LogFields {
  const cost = totalCost(attempts);
  const { callId, door, caller, route, model, streamed, startedAt } = context;
  return {
    callId,
    door,
    startedAt,
    ...(caller.type !== 'anonymous' && { consumer: caller.consumer.name }),
    ...(caller.type === 'key' && { key: caller.key.hint }),
    ...(route && { route: route.name }),
    model: model.name,
    streamed,
    ...(target && { target: target.name, provider: target.provider, upstreamModel: target.upstreamModel }),
    ...(target && { attempts: target.attempt }),
    outcome: error ? error.facts.outcome : 'succeeded',
    status: error ? error.facts.status : 200,
    ...(error && { errorCode: error.code }),
    ...(result && { usage: result.usage }),
    ...(cost !== undefined && { costUsd: cost / NANO }),
    ...(cache && { cache }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    durationMs,
  };
}
