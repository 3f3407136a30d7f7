/** A real transport with the least a test needs around it. */
import { DEFAULT_TIMEOUTS } from '#core/config/document.ts';
import type { SendOptions, Transport } from '#core/ports.ts';
import type { WireRequest } from '#core/provider.ts';
import { collectingLog } from '#test/support/collecting-log.ts';
import { createTransport } from '#upstream/transport.ts';

export const TEST_SECRET = 'sk-canary-0123456789abcdefghijklmnop';

export interface TestTransport extends Transport {
  readonly log: ReturnType<typeof collectingLog>;
  close(): Promise<void>;
}

export function openTransport(options: Partial<Parameters<typeof createTransport>[0]> = {}): TestTransport {
  const log = collectingLog();
  const transport = createTransport({ secrets: { open: () => TEST_SECRET }, log, inProcess: new Map(), ...options });
  return { ...transport, log };
}

export function post(url: string, body: WireRequest['body'] = { hello: 'world' }): WireRequest {
  return { method: 'POST', url, headers: {}, body };
}

export function sending(
  options: Omit<Partial<SendOptions>, 'timeouts'> & { timeouts?: Partial<SendOptions['timeouts']> } = {},
): SendOptions {
  const { timeouts, ...rest } = options;
  const signal = new AbortController().signal;
  return { allowPrivateNetwork: true, signal, ...rest, timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts } };
}
