/** One chat call over HTTP, from its body to the last byte of its answer, whatever wire it speaks. */
import { foldChat } from '#core/chat/fold.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import type { AnswerIdentity, ChatWire, DecodedChat } from '#doors/chat-wire.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { openCall, type Place } from '#doors/open-call.ts';
import { callHeaders, warningHeaders } from '#doors/response-headers.ts';
import { sendWireError } from '#doors/send-wire-error.ts';
import { streamAnswer } from '#doors/stream-answer.ts';
import { abortOnDisconnect } from '#http/disconnect.ts';
import type { Exchange } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';
import type { Arrival } from '#pipeline/call.ts';
import { runChat } from '#pipeline/run-chat.ts';

/** Never rejects. */
export async function answerChat<Decoded extends DecodedChat>(
  exchange: Exchange,
  place: Place,
  wire: ChatWire<Decoded>,
  deps: DoorDeps,
): Promise<void> {
  const { signal } = abortOnDisconnect(exchange.response);
  const opened = await openCall(exchange, place, wire, deps);
  if (!opened) return;
  const { arrival, decoded } = opened;
  const { model, stream } = decoded;
  const named = model === undefined ? {} : { model };
  const request = { ...decoded.request, ...strictness(arrival) };
  const run = runChat({ ...arrival, ...named, request, streamed: stream, signal }, deps.pipeline);

  /** The model's name is known for sure once the first batch has come. */
  const identity = (): AnswerIdentity => ({
    id: run.callId,
    model: model ?? run.model?.name ?? '',
    created: Math.floor(arrival.startedAt / 1_000),
  });

  const headers = () => ({ ...wire.headersOf(run.callId), ...callHeaders(run) });
  try {
    if (stream) {
      await streamAnswer(exchange, run, { headers, encoder: () => wire.createStream(identity(), decoded) });
    } else {
      const result = await foldChat(run.events);
      const all = { ...headers(), ...warningHeaders(result.warnings) };
      sendJson(exchange, { status: 200, headers: all, body: wire.encodeWhole(result, identity(), decoded) });
    }
  } catch (thrown) {
    // The pipeline has recorded and logged it. A caller that went away gets nothing.
    sendWireError(exchange, { error: toGatewayError(thrown), callId: run.callId, headers: callHeaders(run) }, wire);
  }
}

/** No wire has a field for it, so callers ask by a header for a refusal instead of warnings. */
export function strictness({ header }: Pick<Arrival, 'header'>): { readonly strict?: boolean } {
  return header('x-gatehouse-strict')?.trim().toLowerCase() === 'true' ? { strict: true } : {};
}
