/** Opens the store: the one entry of this room. */
import type { Clock, Log } from '#core/ports.ts';
import { createCallStore } from '#store/calls/call-store.ts';
import { CallWriter } from '#store/calls/call-writer.ts';
import { createConfigStore } from '#store/config/config-store.ts';
import { createHistoryStore } from '#store/history/history-store.ts';
import { openFile } from '#store/open-file.ts';
import { createReaders } from '#store/read/readers.ts';
import { openRootSecret } from '#store/root-secret.ts';
import { createSealer } from '#store/seal.ts';
import type { SecretKey } from '#store/secret-key.ts';
import { createSessionStore } from '#store/sessions.ts';
import type { Store } from '#store/store.ts';

export interface StoreOptions {
  /** Path of the database; made where there is none. */
  readonly file: string;
  readonly secretKey: SecretKey;
  readonly clock: Clock;
  readonly log: Log;
}

/** @throws StoreProblem */
export async function openStore({ file, secretKey, clock, log }: StoreOptions): Promise<Store> {
  const database = await openFile(file);
  try {
    const sealer = createSealer(secretKey);
    const root = await openRootSecret(database, sealer);
    const { secrets, ...config } = createConfigStore({ database, sealer, clock });
    const writer = new CallWriter(file, log);
    return {
      config,
      secrets,
      root,
      read: createReaders(database),
      history: createHistoryStore(database, clock),
      calls: createCallStore(database, writer),
      sessions: createSessionStore(database),
      queryCount: () => database.statements(),
      async close() {
        await writer.close();
        await database.close();
      },
    };
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}
