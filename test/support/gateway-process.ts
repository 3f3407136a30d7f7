/** The gateway as a process of its own, started as a person starts it, with everything that it prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

export interface GatewayProcess {
  readonly child: ChildProcess;
  readonly folder: string;
  /** Everything printed so far, to both streams. */
  output(): string;
  /** Resolves with the match once it was printed. @throws where the process ends before */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code. */
  ended(): Promise<number | null>;
}

const ROOT = join(import.meta.dirname, '../..');

export async function startProcess(
  context: TestContext,
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<GatewayProcess> {
  const folder = environment.GATEHOUSE_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'gatehouse-process-')));
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['src/main.ts', ...words], {
    cwd: ROOT,
    env: { PATH, GATEHOUSE_PORT: '0', GATEHOUSE_DATA_DIR: folder, ...environment },
  });
  let text = '';
  const listeners = new Set<() => void>();
  const hear = (data: Buffer) => {
    text += data;
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const closed = once(child, 'close').then(([code]) => code as number | null);
  context.after(async () => {
    child.kill('SIGKILL');
    await closed;
    if (environment.GATEHOUSE_DATA_DIR === undefined) await rm(folder, { recursive: true, force: true });
  });
  return {
    child,
    folder,
    output: () => text,
    ended: () => closed,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (match) resolve(match);
        };
        listeners.add(look);
        look();
        closed.then(() => reject(new Error(`The process ended without printing ${pattern}:\n${text}`)));
      }),
  };
}
