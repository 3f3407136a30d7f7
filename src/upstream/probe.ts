/** Tries a provider's address step by step, so that an administrator sees which step fails. Sends no request. */
import { lookup as resolveName } from 'node:dns/promises';
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { GatewayError } from '#core/error/gateway-error.ts';
import { addressProblem, assertAddressAllowed, hostOf } from '#upstream/egress-policy.ts';

export interface ProbeStep {
  readonly name: 'POLICY' | 'DNS' | 'CONNECT' | 'TLS';
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** For the administrator: addresses and codes are named. */
  readonly message: string;
}

export interface ProbeOptions {
  readonly allowPrivateNetwork: boolean;
  /** Of each step. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

interface Target {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
}

/** A step that fails; its message is shown. */
class StepFailure extends Error {}

/** All four steps in order; those after a failed one are skipped. @throws GatewayError CANCELLED */
export async function probeConnection(url: string, options: ProbeOptions): Promise<ProbeStep[]> {
  const steps: ProbeStep[] = [];
  let addresses: readonly string[] = [];
  let socket: Socket | undefined;

  async function step(name: ProbeStep['name'], run: () => string | Promise<string>): Promise<void> {
    if (options.signal.aborted) throw new GatewayError('CANCELLED', { cause: options.signal.reason });
    if (steps.some(({ status }) => status === 'failed')) {
      steps.push({ name, status: 'skipped', durationMs: 0, message: 'An earlier step failed.' });
      return;
    }
    const started = performance.now();
    const end = (status: ProbeStep['status'], message: string) =>
      steps.push({ name, status, durationMs: performance.now() - started, message });
    try {
      end('passed', await run());
    } catch (thrown) {
      end('failed', thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  try {
    await step('POLICY', () => judgeUrl(url, options));
    await step('DNS', async () => {
      addresses = await resolve(targetOf(url).host, options);
      return addresses.join(', ');
    });
    await step('CONNECT', async () => {
      socket = await connect(addresses, targetOf(url).port, options);
      return `Connected to ${socket.remoteAddress} port ${socket.remotePort}.`;
    });
    await step('TLS', () => shakeHands(socket, targetOf(url), options));
  } finally {
    socket?.destroy();
  }
  return steps.map((one) => (one.name === 'TLS' && one.message === NO_TLS ? { ...one, status: 'skipped' } : one));
}

const NO_TLS = 'The address begins with http://, so nothing is encrypted.';

function targetOf(text: string): Target {
  const url = new URL(text);
  return { url, host: hostOf(url), port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

function judgeUrl(url: string, { allowPrivateNetwork }: ProbeOptions): string {
  const problem = assertAddressAllowed(url, allowPrivateNetwork);
  if (problem) throw new StepFailure(problem);
  return 'The address may be used.';
}

/** Judged like the addresses of a call, so a name of the public internet that leads inside fails here. */
async function resolve(host: string, { allowPrivateNetwork, timeoutMs, signal }: ProbeOptions): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await within(resolveName(host, { all: true }), timeoutMs, signal);
  const addresses = found.map(({ address }) => address);
  const problem = addresses.map((address) => addressProblem(address, allowPrivateNetwork)).find(Boolean);
  if (problem) throw new StepFailure(problem);
  return addresses;
}

async function connect(
  addresses: readonly string[],
  port: number,
  { timeoutMs, signal }: ProbeOptions,
): Promise<Socket> {
  const failures: unknown[] = [];
  for (const host of addresses) {
    const socket = connectSocket({ host, port });
    try {
      await within(opened(socket, 'connect'), timeoutMs, signal);
      return socket;
    } catch (thrown) {
      socket.destroy();
      failures.push(thrown);
    }
  }
  throw failures[0];
}

async function shakeHands(socket: Socket | undefined, { url, host }: Target, options: ProbeOptions): Promise<string> {
  if (url.protocol === 'http:' || !socket) return NO_TLS;
  const secure = connectTls({ socket, ...(isIP(host) === 0 && { servername: host }), host });
  try {
    await within(opened(secure, 'secureConnect'), options.timeoutMs, options.signal);
    return `${secure.getProtocol()}, certificate valid until ${secure.getPeerCertificate().valid_to}.`;
  } finally {
    secure.destroy();
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, reject) => {
    socket.once(event, () => done());
    // Stays for the life of the socket: a later error of one that is being destroyed must not end the process.
    socket.on('error', reject);
    socket.once('close', () => reject(new StepFailure('The other side closed the connection.')));
  });
}

async function within<Value>(pending: Promise<Value>, timeoutMs: number, signal: AbortSignal): Promise<Value> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new StepFailure(`No answer within ${timeoutMs} ms.`)), timeoutMs);
  const onAbort = () => reject(new StepFailure('The test was stopped.'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([pending, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
