/** A server in a process of its own whose CPU time can be asked for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface MeasuredProcess {
  readonly url: string;
  /** Microseconds of CPU that the process has used since it started. */
  cpuMicros(): Promise<number>;
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly script: URL;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 2xx once the server is ready. */
  readonly readyPath: string;
}

const REPORTER = fileURLToPath(new URL('report-cpu.ts', import.meta.url));
const READY_WITHIN_MS = 15_000;

/** The child sees the given variables alone, so that nothing of the developer's own setup is measured. */
export async function startMeasured({ script, port, env, readyPath }: ProcessOptions): Promise<MeasuredProcess> {
  const file = fileURLToPath(script);
  const child = spawn(process.execPath, ['--import', REPORTER, file], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(child, url + readyPath);
  return {
    url,
    async cpuMicros() {
      const answer = once(child, 'message');
      child.send('cpu');
      const [{ cpuMicros }] = (await answer) as [{ cpuMicros: number }];
      return cpuMicros;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server at ${url} ended with code ${child.exitCode}.`);
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`The server at ${url} was not ready within ${READY_WITHIN_MS} ms.`);
}
