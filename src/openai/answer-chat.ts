/** One chat call over HTTP, from its body to the last byte of its answer. */
import { foldChat } from '#core/chat/fold.ts';
import { toGatewayError } from '#core/error/gateway-error.ts';
import { abortOnDisconnect } from '#http/disconnect.ts';
import type { Exchange } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';
import { type AnswerIdentity, encodeCompletion } from '#openai/encode-completion.ts';
import { sendOpenaiError } from '#openai/encode-error.ts';
import { openCall, type Place } from '#openai/open-call.ts';
import type { OpenaiDeps } from '#openai/openai-deps.ts';
import { callHeaders } from '#openai/response-headers.ts';
import { streamAnswer } from '#openai/stream-answer.ts';
import type { ChatRun } from '#pipeline/call.ts';
import { runChat } from '#pipeline/run-chat.ts';

/** Never rejects. */
export async function answerChat(exchange: Exchange, place: Place, deps: OpenaiDeps): Promise<void> {
  const { signal } = abortOnDisconnect(exchange.response);
  const opened = await openCall(exchange, place, deps);
  if (!opened) return;
  const { arrival, decoded } = opened;
  const { model, request, stream, includeUsage } = decoded;
  const named = model === undefined ? {} : { model };
  const run = runChat({ ...arrival, ...named, request, streamed: stream, signal }, deps.pipeline);

  /** The model's name is known for sure once the first batch has come. */
  const identity = (): AnswerIdentity => ({
    id: run.callId,
    model: model ?? run.model?.name ?? '',
    created: Math.floor(arrival.startedAt / 1_000),
  });

  try {
    if (stream) await streamAnswer(exchange, run, { identity, includeUsage });
    else await sendWhole(exchange, run, identity);
  } catch (thrown) {
    // The pipeline has recorded and logged it. A caller that went away gets nothing.
    sendOpenaiError(exchange, toGatewayError(thrown), callHeaders(run));
  }
}

async function sendWhole(exchange: Exchange, run: ChatRun, identity: () => AnswerIdentity): Promise<void> {
  const result = await foldChat(run.events);
  sendJson(exchange, { status: 200, headers: callHeaders(run), body: encodeCompletion(result, identity()) });
}
