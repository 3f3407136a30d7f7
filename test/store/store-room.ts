/** Real stores on real files, each test in a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ConfigDocument } from '#core/config/document.ts';
import type { StoredConfig } from '#core/config/stored.ts';
import { Secret } from '#core/secret.ts';
import { openStore } from '#store/open-store.ts';
import type { SecretKey } from '#store/secret-key.ts';
import type { AuditEntry, ConfigEdit, Store } from '#store/store.ts';
import { collectingLog } from '#test/support/collecting-log.ts';

export const SECRET_KEY = secretKey(7);

export interface StoreRoom {
  readonly file: string;
  readonly log: ReturnType<typeof collectingLog>;
  /** What the clock says. */
  now: number;
  /** Another store on the same file; closed with the test. */
  open(key?: SecretKey): Promise<Store>;
}

export async function storeRoom(context: TestContext): Promise<StoreRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-store-'));
  const opened: Store[] = [];
  const log = collectingLog();
  context.after(async () => {
    for (const store of opened) await store.close();
    await rm(folder, { recursive: true });
  });
  const room: StoreRoom = {
    file: join(folder, 'data', 'gatehouse.db'),
    log,
    now: 1_800_000_000_000,
    async open(key = SECRET_KEY) {
      const clock = { now: () => room.now, elapsed: () => performance.now() };
      const store = await openStore({ file: room.file, secretKey: key, clock, log });
      opened.push(store);
      return store;
    },
  };
  return room;
}

export function secretKey(byte: number, others: readonly SecretKey[] = []): SecretKey {
  return { current: new Secret(new Uint8Array(32).fill(byte)), others: others.map(({ current }) => current) };
}

export const AUDIT: AuditEntry = {
  actor: { kind: 'user', id: 'usr_1', displayName: 'Ada' },
  action: 'provider.create',
  targetId: 'prv_one',
  targetName: 'alpha',
  comment: 'why not',
  requestId: 'req_1',
  address: '127.0.0.1',
};

/** An edit that puts this document in the place of the one before. */
export function become(document: ConfigDocument, secrets: ConfigEdit['secrets'] = []): () => ConfigEdit {
  return () => ({ document, secrets, audit: AUDIT });
}

/** An edit of the document as it is then. */
export function edited(
  edit: (document: ConfigDocument) => Partial<ConfigDocument>,
): (current: StoredConfig) => ConfigEdit {
  return ({ document }) => ({ document: { ...document, ...edit(document) }, secrets: [], audit: AUDIT });
}
