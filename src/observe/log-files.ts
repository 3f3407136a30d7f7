/** Log files below one folder: appended in order, moved aside by size. */
import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import type { LogFiles } from '#core/ports.ts';

export function createLogFiles(folder: string): LogFiles {
  const root = resolve(folder);
  /** Writers of one file wait for each other. */
  const tails = new Map<string, Promise<void>>();

  const placeOf = (name: string): string => {
    const path = resolve(root, name);
    if (!path.startsWith(root + sep) || name.includes('\0') || name.endsWith('/'))
      throw new Error(`${JSON.stringify(name)} is no file below the folder for logs.`);
    return path;
  };

  return {
    check: (name) => void placeOf(name),
    append(name, text, { maxBytes, keep }) {
      const path = placeOf(name);
      const write = async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const size = await sizeOf(path);
        if (size > 0 && size + Buffer.byteLength(text) > maxBytes) await moveAside(path, keep);
        await appendFile(path, text, { mode: 0o600 });
      };
      const turn = (tails.get(path) ?? Promise.resolve()).catch(() => undefined).then(write);
      tails.set(path, turn);
      return turn.finally(() => {
        if (tails.get(path) === turn) tails.delete(path);
      });
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** `calls.jsonl` becomes `calls.jsonl.1`, and so on; the oldest goes. */
async function moveAside(path: string, keep: number): Promise<void> {
  await rm(keep === 0 ? path : `${path}.${keep}`, { force: true });
  for (let number = keep - 1; number >= 0; number -= 1) {
    const from = number === 0 ? path : `${path}.${number}`;
    await rename(from, `${path}.${number + 1}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}
