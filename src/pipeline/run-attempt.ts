/** One try at one target: encode, send, decode. No retry, no plugin, no choice of target. */
import type { ChatEvent, ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { TargetView } from '#core/plugin.ts';
import type { SendOptions, WireReply } from '#core/ports.ts';
import type { Target } from '#core/snapshot.ts';
import { pickByWeight } from '#pipeline/order-targets.ts';
import { recordAttempt } from '#pipeline/record-attempt.ts';
import type { Trip } from '#pipeline/trip.ts';

export async function* runAttempt(trip: Trip, target: Target, view: TargetView, request: ChatRequest): ChatStream {
  const { adapter, upstreamModel, options, baseUrl } = target;
  const { transport, random } = trip.deps;
  const stream = trip.call.streamed;
  const credential = chooseCredential(target, random);
  const log = recordAttempt(trip, target, view, request, credential?.id);
  try {
    const { wire, warnings } = adapter.encode({ request, upstreamModel, options, baseUrl, stream });
    const sending = transport.send(wire, {
      ...(credential && { credential }),
      allowPrivateNetwork: target.allowPrivateNetwork,
      timeouts: target.timeouts,
      ...(stream && { framing: adapter.framing }),
      signal: trip.signal,
    });
    const reply = await log.waitFor(sending);
    for await (const batch of decode(target, reply, log.waitFor)) yield log.see(withWarnings(batch, warnings));
    log.succeed();
  } catch (thrown) {
    throw log.fail(thrown);
  } finally {
    log.close();
  }
}

type WaitFor = <Value>(pending: Promise<Value>) => Promise<Value>;

async function* decode({ adapter }: Target, reply: WireReply, waitFor: WaitFor): ChatStream {
  if (reply.type === 'failure') throw understood(() => adapter.decodeError(reply.failure));
  if (reply.type === 'body') {
    yield unfoldChat(understood(() => adapter.decodeResult(reply.body)));
    return;
  }
  const decoder = adapter.createDecoder();
  const frames = reply.frames[Symbol.asyncIterator]();
  try {
    for (let read = await waitFor(frames.next()); !read.done; read = await waitFor(frames.next())) {
      const batch = read.value;
      const events = understood(() => batch.flatMap((frame) => decoder.push(frame)));
      if (events.length > 0) yield events;
    }
    const rest = understood(() => decoder.end());
    if (rest.length > 0) yield rest;
  } finally {
    await frames.return?.();
  }
}

/** Whatever an adapter stumbles over is the provider's doing, since its words are not ours to trust. */
function understood<Value>(decodeStep: () => Value): Value {
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

function withWarnings(events: readonly ChatEvent[], warnings: readonly ChatWarning[]): readonly ChatEvent[] {
  if (warnings.length === 0) return events;
  return events.map((event) =>
    event.type === 'start' ? { ...event, warnings: [...warnings, ...event.warnings] } : event,
  );
}

function chooseCredential({ adapter, credentials, provider }: Target, random: () => number): SendOptions['credential'] {
  const kind = adapter.credential;
  if (kind.type === 'none') return undefined;
  const chosen = credentials.length > 1 ? credentials[pickByWeight(credentials, random())] : credentials[0];
  if (chosen) return { id: chosen.id, kind };
  if (kind.type === 'bearer' && kind.optional) return undefined;
  throw new GatewayError('PROVIDER_CREDENTIAL', {
    message: `The provider ${provider.name} has no credential that is switched on.`,
  });
}
