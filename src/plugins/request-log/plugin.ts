/** Writes one structured line for each call that ends. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { Outcome, PluginContext } from '#core/plugin.ts';
import { definePlugin, type PluginHooks } from '#core/plugin.ts';
import type { LogFields } from '#core/ports.ts';
import { type RequestLogConfig, requestLogConfig } from '#plugins/request-log/config.ts';
import { answerText, promptText } from '#plugins/request-log/content.ts';
import { isSampled } from '#plugins/request-log/is-sampled.ts';

export const requestLog = definePlugin<RequestLogConfig>({
  id: 'request-log',
  title: 'Request log',
  summary: 'Writes one structured line for each call that ends.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: requestLogConfig,
  example: { content: 'none', sample: 1 },
  onFailure: 'open',

  compile({ content, maxContentLength, sample }, { log }): PluginHooks {
    if (sample === 0) return {};
    if (content === 'none') {
      return {
        onSettled(context, outcome) {
          if (isSampled(context.callId, sample)) log.info('call', factsOf(context, outcome));
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
        log.info('call', {
          ...factsOf(context, outcome),
          ...(request && { prompt: promptText(request, maxContentLength) }),
          ...(outcome.result && { answer: answerText(outcome.result, maxContentLength) }),
        });
      },
    };
  },
});

/** Names and numbers only: no header, no key, no text. */
function factsOf(
  context: PluginContext,
  { result, error, target, cache, firstTokenMs, durationMs }: Outcome,
): LogFields {
  const { callId, door, caller, route, model, streamed, startedAt } = context;
  return {
    callId,
    door,
    startedAt,
    ...(caller.type === 'key' && { consumer: caller.consumer.name, key: caller.key.hint }),
    ...(route && { route: route.name }),
    model: model.name,
    streamed,
    ...(target && { target: target.name, provider: target.provider, upstreamModel: target.upstreamModel }),
    ...(target && { attempts: target.attempt }),
    outcome: error ? error.facts.outcome : 'succeeded',
    status: error ? error.facts.status : 200,
    ...(error && { errorCode: error.code }),
    ...(result && { usage: result.usage }),
    ...(cache && { cache }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    durationMs,
  };
}
