/** One try at one target: asks, and watches the answer. No retry, no plugin, no choice of target. */
import type { ChatStream } from '#core/chat/event.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { TargetView } from '#core/plugin.ts';
import type { SendOptions } from '#core/ports.ts';
import type { Target } from '#core/snapshot.ts';
import { headersToSend, withHeaders } from '#pipeline/headers-to-send.ts';
import { pickByWeight } from '#pipeline/order-targets.ts';
import { type Line, type Question, understood } from '#pipeline/question.ts';
import { recordAttempt } from '#pipeline/record-attempt.ts';
import type { Trip } from '#pipeline/trip.ts';

export async function* runAttempt(trip: Trip, target: Target, view: TargetView, question: Question): ChatStream {
  const { adapter, allowPrivateNetwork, timeouts } = target;
  const { request } = question;
  const { transport, random } = trip.deps;
  const credential = chooseCredential(target, random);
  const log = recordAttempt(trip, target, view, request, credential?.id);

  const send: Line['send'] = async ({ wire, warnings }, { framing, signal } = {}) => {
    if (request.strict && warnings.length > 0) throw unsupported(warnings);
    const reply = await transport.send(withHeaders(wire, await headersToSend(trip, view)), {
      ...(credential && { credential }),
      allowPrivateNetwork,
      timeouts,
      ...(framing && { framing }),
      signal: signal ? AbortSignal.any([trip.signal, signal]) : trip.signal,
    });
    if (reply.type === 'failure') throw understood(() => adapter.decodeError(reply.failure));
    return reply;
  };

  try {
    for await (const batch of question.ask(target, { send, waitFor: log.waitFor })) yield log.see(batch);
    log.succeed();
  } catch (thrown) {
    throw log.fail(thrown);
  } finally {
    log.close();
  }
}

const MOST_NAMED = 20;

/** Names may be the caller's own words, so they are shown in part. */
function unsupported(warnings: readonly ChatWarning[]): GatewayError {
  const names = [...new Set(warnings.map(({ setting }) => setting.slice(0, 100)))].slice(0, MOST_NAMED);
  return new GatewayError('SETTING_UNSUPPORTED', {
    message: `The provider cannot take these settings of a strict call: ${names.join(', ')}.`,
    issues: names.map((name) => ({ path: name.split('.'), message: 'Cannot be taken.', code: 'not_supported' })),
  });
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
