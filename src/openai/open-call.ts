/** A request on its way to becoming a call: what is known of it from its first byte on, and its end where it gets no further. */
import type { Caller } from '#core/caller.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Door } from '#core/plugin.ts';
import type { Route, Snapshot } from '#core/snapshot.ts';
import type { Exchange } from '#http/exchange.ts';
import { identify } from '#http/identify.ts';
import { readJson } from '#http/read-json.ts';
import { type DecodedRequest, decodeRequest } from '#openai/decode-request.ts';
import { sendOpenaiError } from '#openai/encode-error.ts';
import type { OpenaiDeps } from '#openai/openai-deps.ts';
import { callIdHeaders } from '#openai/response-headers.ts';
import type { Arrival } from '#pipeline/call.ts';
import { recordRefusal } from '#pipeline/record-refusal.ts';

export interface Place {
  readonly door: Door;
  readonly route: Route | null;
  readonly snapshot: Snapshot;
}

export interface Opened {
  readonly arrival: Arrival;
  readonly decoded: DecodedRequest;
}

/** Undefined where the call was refused; then it has been answered and recorded. */
export async function openCall(exchange: Exchange, place: Place, deps: OpenaiDeps): Promise<Opened | undefined> {
  let arrival = arrive(exchange, place, deps);
  try {
    const caller = identify(exchange, place.snapshot, deps.hasher, arrival.startedAt);
    arrival = { ...arrival, caller };
    const decoded = decodeRequest(await readJson(exchange.request, { maxBytes: deps.maxBodyBytes }));
    return { arrival, decoded };
  } catch (thrown) {
    refuseCall(exchange, arrival, toGatewayError(thrown), deps);
    return undefined;
  }
}

export function arrive({ address, header }: Exchange, place: Place, { newCallId, pipeline }: OpenaiDeps): Arrival {
  const caller: Caller = { type: 'anonymous', address };
  return { ...place, callId: newCallId(), caller, startedAt: pipeline.clock.now(), header };
}

/** Answers and records a call that no chain has seen. */
export function refuseCall(exchange: Exchange, arrival: Arrival, error: GatewayError, { pipeline }: OpenaiDeps): void {
  const { callId } = arrival;
  if (error.code === 'INTERNAL') pipeline.log.error('A call failed at its door.', { callId, error });
  recordRefusal({ arrival, error, streamed: false }, pipeline);
  sendOpenaiError(exchange, error, callIdHeaders(callId));
}
