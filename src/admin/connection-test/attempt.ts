/** One question to a provider: its answer or why there is none, and how long that took. */
import type { TestSubject } from '#admin/connection-test/test-subject.ts';
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Clock } from '#core/ports.ts';
import type { WireRequest } from '#core/provider.ts';

export type Attempt<Value> =
  | { readonly type: 'answered'; readonly value: Value; readonly durationMs: number }
  | { readonly type: 'failed'; readonly error: GatewayError; readonly durationMs: number }
  /** Why it was not asked. */
  | { readonly type: 'skipped'; readonly why: string };

interface Question<Value> {
  readonly encode: () => WireRequest;
  readonly decode: (body: unknown) => Value;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @throws GatewayError CANCELLED where nobody waits for the answer any more. */
export async function attempt<Value>(
  { adapter, transport, credential, allowPrivateNetwork, timeouts }: TestSubject,
  { encode, decode, clock, signal }: Question<Value>,
): Promise<Attempt<Value>> {
  const started = clock.elapsed();
  try {
    const options = { ...(credential && { credential }), allowPrivateNetwork, timeouts, signal };
    const reply = await transport.send(encode(), options);
    if (reply.type === 'failure') throw adapter.decodeError(reply.failure);
    if (reply.type === 'frames') throw new GatewayError('PROVIDER_PROTOCOL');
    return { type: 'answered', value: decode(reply.body), durationMs: clock.elapsed() - started };
  } catch (thrown) {
    if (signal.aborted) throw new GatewayError('CANCELLED', { cause: thrown });
    return { type: 'failed', error: toGatewayError(thrown), durationMs: clock.elapsed() - started };
  }
}
