/** `POST /v1/embeddings`: texts to vectors. The model is named in the body, and no route is involved. */
import { toGatewayError } from '#core/error/gateway-error.ts';
import { strictness } from '#doors/answer-chat.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { type OpeningWire, openCall } from '#doors/open-call.ts';
import { callHeaders, warningHeaders } from '#doors/response-headers.ts';
import { sendWireError } from '#doors/send-wire-error.ts';
import { abortOnDisconnect } from '#http/disconnect.ts';
import type { Exchange, Handler } from '#http/exchange.ts';
import { sendJson } from '#http/send-json.ts';
import { type DecodedEmbedding, decodeEmbedding } from '#openai/decode-embedding.ts';
import { encodeEmbeddings } from '#openai/encode-embeddings.ts';
import { OPENAI_ERRORS } from '#openai/encode-error.ts';
import { runEmbedding } from '#pipeline/run-embedding.ts';

const WIRE: OpeningWire<DecodedEmbedding> = { ...OPENAI_ERRORS, decode: decodeEmbedding };

export function createEmbeddingsDoor(deps: DoorDeps): Handler {
  return (exchange) => answerEmbedding(exchange, deps);
}

/** Never rejects. */
async function answerEmbedding(exchange: Exchange, deps: DoorDeps): Promise<void> {
  const { signal } = abortOnDisconnect(exchange.response);
  const place = { door: 'openai-embeddings', route: null, snapshot: deps.snapshots.current() } as const;
  const opened = await openCall(exchange, place, WIRE, deps);
  if (!opened) return;
  const { arrival, decoded } = opened;
  const { model, format } = decoded;
  const named = model === undefined ? {} : { model };
  const request = { ...decoded.request, ...strictness(arrival) };
  const run = runEmbedding({ ...arrival, ...named, request, signal }, deps.pipeline);
  try {
    const result = await run.answer();
    const headers = { ...WIRE.headersOf(run.callId), ...callHeaders(run), ...warningHeaders(result.warnings) };
    const body = encodeEmbeddings(result, model ?? run.model?.name ?? '', format);
    sendJson(exchange, { status: 200, headers, body });
  } catch (thrown) {
    // The pipeline has recorded and logged it. A caller that went away gets nothing.
    sendWireError(exchange, { error: toGatewayError(thrown), callId: run.callId, headers: callHeaders(run) }, WIRE);
  }
}
