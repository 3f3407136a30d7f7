/** `POST /v1/messages/count_tokens`: how large a request is, by the gateway's own estimate. No provider is asked, so it costs nothing. */
import { ANTHROPIC_MESSAGES } from '#anthropic/chat-wire.ts';
import { ANTHROPIC_ERRORS } from '#anthropic/encode-error.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { openCall, refuseCall } from '#doors/open-call.ts';
import { callIdHeaders } from '#doors/response-headers.ts';
import { abortOnDisconnect } from '#http/disconnect.ts';
import type { Handler } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';
import { admit } from '#pipeline/admit.ts';

export function createCountTokensDoor(deps: DoorDeps): Handler {
  return async (exchange) => {
    const place = { door: 'anthropic', route: null, snapshot: deps.snapshots.current() } as const;
    const opened = await openCall(exchange, place, ANTHROPIC_MESSAGES, deps);
    if (!opened) return;
    const { arrival, decoded } = opened;
    const { signal } = abortOnDisconnect(exchange.response);
    try {
      admit({ ...arrival, ...decoded, streamed: false, signal });
    } catch (thrown) {
      refuseCall(exchange, { arrival, error: toGatewayError(thrown) }, ANTHROPIC_ERRORS, deps);
      return;
    }
    const { callId } = arrival;
    const headers = { ...callIdHeaders(callId), ...ANTHROPIC_ERRORS.headersOf(callId) };
    const body = JSON.stringify({ input_tokens: promptTokens(decoded.request) });
    sendJson(exchange, { status: 200, headers, body });
  };
}

/** Media count for nothing: how much they are is known to the vendor only. */
function promptTokens({ messages, tools, vendorTools = [], responseFormat }: ChatRequest): number {
  const texts = messages.flatMap((message) => [
    ...message.content.map((part) =>
      part.type === 'text' ? part.text : part.type === 'vendor' ? written(part.value) : '',
    ),
    ...(message.role === 'assistant'
      ? [...message.reasoning.map(({ text }) => text), ...message.toolCalls.map(({ name, input }) => name + input)]
      : []),
  ]);
  const defined = [...tools.map(written), ...vendorTools.map(({ value }) => written(value))];
  const format = responseFormat.type === 'json-schema' ? [written(responseFormat.schema)] : [];
  return [...texts, ...defined, ...format].reduce((sum, text) => sum + estimateTokens(text), 0);
}

function written(value: object): string {
  return JSON.stringify(value);
}
