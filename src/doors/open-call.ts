/** A request on its way to becoming a call: what is known of it from its first byte on, and its end where it gets no further. */
import type { Caller } from '#core/caller.ts';
import { type GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Door } from '#core/plugin.ts';
import type { Route, Snapshot } from '#core/snapshot.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { callIdHeaders } from '#doors/response-headers.ts';
import { type ErrorWire, sendWireError } from '#doors/send-wire-error.ts';
import type { Exchange } from '#http/exchange.ts';
import { identify } from '#http/identify.ts';
import { readJson } from '#http/read-json.ts';
import type { Arrival } from '#pipeline/call.ts';
import { recordRefusal } from '#pipeline/record-refusal.ts';

export interface Place {
  readonly door: Door;
  readonly route: Route | null;
  readonly snapshot: Snapshot;
}

export interface Opened<Decoded> {
  readonly arrival: Arrival;
  readonly decoded: Decoded;
}

export interface OpeningWire<Decoded> extends ErrorWire {
  decode(body: unknown, header: Exchange['header']): Decoded;
}

/** Undefined where the call was refused; then it has been answered and recorded. */
export async function openCall<Decoded>(
  exchange: Exchange,
  place: Place,
  wire: OpeningWire<Decoded>,
  deps: DoorDeps,
): Promise<Opened<Decoded> | undefined> {
  let arrival = arrive(exchange, place, deps);
  try {
    const caller = identify(exchange, place.snapshot, deps.hasher, arrival.startedAt);
    arrival = { ...arrival, caller };
    const body = await readJson(exchange.request, { maxBytes: deps.maxBodyBytes });
    const decoded = wire.decode(body, exchange.header);
    return { arrival, decoded };
  } catch (thrown) {
    refuseCall(exchange, { arrival, error: toGatewayError(thrown) }, wire, deps);
    return undefined;
  }
}

export function arrive({ address, header }: Exchange, place: Place, { newCallId, pipeline }: DoorDeps): Arrival {
  const caller: Caller = { type: 'anonymous', address };
  return { ...place, callId: newCallId(), caller, startedAt: pipeline.clock.now(), header };
}

/** Answers and records a call that no chain has seen. */
export function refuseCall(
  exchange: Exchange,
  { arrival, error }: { arrival: Arrival; error: GatewayError },
  wire: ErrorWire,
  { pipeline }: DoorDeps,
): void {
  const { callId } = arrival;
  if (error.code === 'INTERNAL') pipeline.log.error('A call failed at its door.', { callId, error });
  recordRefusal({ arrival, error, streamed: false }, pipeline);
  sendWireError(exchange, { error, callId, headers: callIdHeaders(callId) }, wire);
}
