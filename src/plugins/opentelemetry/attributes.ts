/**
 * Facts of calls under the names of the GenAI semantic conventions.
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
import type { Attempt } from '#core/call-report.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { Outcome, PluginContext } from '#core/plugin.ts';

export type AttributeValue = string | number | boolean | readonly string[];
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

export function operationOf({ door }: PluginContext): string {
  return door === 'openai-embeddings' || door === 'graphql-embed' ? 'embeddings' : 'chat';
}

/** Those that metrics are told apart by; all of them have few values. */
export function commonAttributes(context: PluginContext, { target, error }: Outcome): Attributes {
  return {
    'gen_ai.operation.name': operationOf(context),
    'gen_ai.provider.name': target?.provider ?? 'gatehouse',
    'gen_ai.request.model': context.model.name,
    'error.type': error?.code,
  };
}

export function callAttributes(context: PluginContext, outcome: Outcome, request: ChatRequest | undefined): Attributes {
  const { callId, door, caller, route, streamed } = context;
  const { result, cache, firstTokenMs } = outcome;
  const { sampling } = request ?? {};
  return {
    ...commonAttributes(context, outcome),
    'gen_ai.response.model': result?.model || undefined,
    'gen_ai.response.id': result?.id || undefined,
    'gen_ai.response.finish_reasons': result?.choices.map(({ finishReason }) => finishReason.unified),
    'gen_ai.request.max_tokens': sampling?.maxOutputTokens,
    'gen_ai.request.temperature': sampling?.temperature,
    'gen_ai.request.top_p': sampling?.topP,
    ...usageAttributes(result?.usage),
    'gatehouse.call.id': callId,
    'gatehouse.door': door,
    'gatehouse.route': route?.name,
    'gatehouse.consumer': caller.type === 'anonymous' ? undefined : caller.consumer.name,
    'gatehouse.cache': cache,
    'gatehouse.streamed': streamed,
    'gatehouse.time_to_first_token': firstTokenMs === undefined ? undefined : firstTokenMs / 1_000,
  };
}

export function attemptAttributes(context: PluginContext, attempt: Attempt): Attributes {
  return {
    'gen_ai.operation.name': operationOf(context),
    'gen_ai.provider.name': attempt.provider,
    'gen_ai.request.model': attempt.upstreamModel,
    'error.type': attempt.errorCode,
    'http.response.status_code': attempt.upstreamStatus,
    ...usageAttributes(attempt.usage),
    'gatehouse.target': attempt.target,
    'gatehouse.attempt': attempt.number,
    'gatehouse.attempt.outcome': attempt.outcome,
  };
}

function usageAttributes(usage: Usage | undefined): Attributes {
  return {
    'gen_ai.usage.input_tokens': usage?.inputTokens,
    'gen_ai.usage.output_tokens': usage?.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedInputTokens,
  };
}
