/** One kind of call as a target hears it: what is sent there, and what its answer amounts to. */
import type { ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { WireReply } from '#core/ports.ts';
import type { EncodedCall, Framing } from '#core/provider.ts';
import type { Target } from '#core/snapshot.ts';

export interface Question {
  /** As the plugins left it. */
  readonly request: ChatRequest;
  /** Asks for vectors, which not every target makes. */
  readonly embeds?: true;
  ask(target: Target, line: Line): ChatStream;
}

/** The way to one target during one attempt. */
export interface Line {
  /** @throws GatewayError also where the target answered with a failure, or the call is strict and the target cannot be. */
  send(call: EncodedCall, options?: LineOptions): Promise<Answer>;
  /** Waits, and counts the time as upstream's. */
  waitFor<Value>(pending: Promise<Value>): Promise<Value>;
}

export interface LineOptions {
  /** How frames are cut out of a streamed answer; absent where a whole answer is expected. */
  readonly framing?: Framing;
  /** Ends this sending alone; the call's own signal ends it too. */
  readonly signal?: AbortSignal;
}

export type Answer = Exclude<WireReply, { readonly type: 'failure' }>;

/** Whatever an adapter stumbles over is the provider's doing, since its words are not ours to trust. */
export function understood<Value>(decodeStep: () => Value): Value {
  try {
    return decodeStep();
  } catch (thrown) {
    if (thrown instanceof GatewayError) throw thrown;
    throw new GatewayError('PROVIDER_PROTOCOL', {
      internal: `The adapter could not read the answer: ${String(thrown)}`,
      cause: thrown,
    });
  }
}
