/** Finds the key that seals secrets: in the settings, or in a file of the data folder that is made once. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Secret } from '#core/secret.ts';
import { StoreProblem } from '#store/store-problem.ts';

/** Each is 32 bytes. */
export interface SecretKey {
  /** Seals. */
  readonly current: Secret<Uint8Array>;
  /** Earlier ones that may still open what they sealed; the store seals it anew when it opens. */
  readonly others: readonly Secret<Uint8Array>[];
}

export interface SecretKeySource {
  readonly fromSettings?: Secret<Uint8Array> | null;
  readonly file: string;
}

export const KEY_BYTES = 32;
const FOR_OTHERS = 0o077;

/** @throws StoreProblem */
export async function loadSecretKey({ fromSettings, file }: SecretKeySource): Promise<SecretKey> {
  const current = fromSettings ?? new Secret(await readOrMake(file));
  if (current.reveal().byteLength !== KEY_BYTES) {
    throw new StoreProblem(`The secret key has to be ${KEY_BYTES} bytes long. Make one: openssl rand -base64 32`);
  }
  return { current, others: [] };
}

async function readOrMake(file: string): Promise<Uint8Array> {
  try {
    return (await readKey(file)) ?? (await makeKey(file));
  } catch (thrown) {
    if (thrown instanceof StoreProblem) throw thrown;
    throw new StoreProblem(
      `The secret key cannot be kept in ${file}: ${codeOf(thrown)}. Let this user write there, or set GATEHOUSE_SECRET_KEY.`,
      { cause: thrown },
    );
  }
}

async function readKey(file: string): Promise<Uint8Array | undefined> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  });
  if (text === undefined) return undefined;
  const { mode } = await stat(file);
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0) {
    throw new StoreProblem(`Other users of this machine can read the secret key. Forbid it: chmod 600 ${file}`);
  }
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.byteLength === KEY_BYTES) return bytes;
  throw new StoreProblem(
    `${file} does not hold a secret key (${KEY_BYTES} bytes as base64). Put back the file that was there.`,
  );
}

/** Appears whole or not at all, and never replaces one that another process made at the same time. */
async function makeKey(file: string): Promise<Uint8Array> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  } finally {
    await rm(draft);
  }
  const made = await readKey(file);
  if (!made) throw new StoreProblem(`${file} was taken away while it was made. Start again.`);
  return made;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}
