/** The database file behind its two connections: reads never see the inside of a write, and one write runs at a time. */
import type { Query } from '#store/columns.ts';
import { type Connection, connect } from '#store/connection.ts';
import { createTransactions, type Transact } from '#store/transactions.ts';
import { storeClosed, toStoreFailure } from '#store/unavailable.ts';

export interface Database {
  /** All reads of the work see the same moment. */
  readonly read: Transact;
  /** The only way to write. */
  readonly write: Transact;
  /** The one read that does not wait, asked all the time and not counted; 0 where there is no revision. */
  newestRevision(): number;
  statements(): number;
  close(): Promise<void>;
}

/** This runs on the thread that serves calls: what waits inside SQLite holds up every stream. */
const BUSY_TIMEOUT_MS = 5;
const WRITE_PATIENCE_MS = 2_000;
const READ_PATIENCE_MS = 200;

/** `prepare` gets the database before anybody else. @throws what it throws, and what SQLite does */
export function openDatabase(file: string, prepare: (writer: Connection) => void): Database {
  let statements = 0;
  const onStatement = () => {
    statements += 1;
  };
  const writer = connect(file, { busyTimeoutMs: BUSY_TIMEOUT_MS, durability: 'full', onStatement });
  const reader = connectAfter(writer, () => {
    prepare(writer);
    return connect(file, { busyTimeoutMs: BUSY_TIMEOUT_MS, durability: 'normal', onStatement });
  });
  // References are looked at when all is written, so that rows may change places within one transaction.
  const begin = 'BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON';
  const write = createTransactions(writer, { begin, patienceMs: WRITE_PATIENCE_MS });
  const read = createTransactions(reader, { begin: 'BEGIN', patienceMs: READ_PATIENCE_MS });
  let newest: ReturnType<typeof prepareNewest> | undefined;

  return {
    read,
    write,
    newestRevision() {
      if (!reader.raw.open) throw storeClosed();
      try {
        newest ??= prepareNewest(reader);
        return newest.get() ?? 0;
      } catch (thrown) {
        throw toStoreFailure(thrown);
      }
    },
    statements: () => statements,
    async close() {
      const nothing = async (_query: Query) => undefined;
      // Lets go of the file after those who are in the queues.
      await Promise.allSettled([read(nothing), write(nothing)]);
      reader.raw.close();
      writer.raw.close();
    },
  };
}

function connectAfter(writer: Connection, connectReader: () => Connection): Connection {
  try {
    return connectReader();
  } catch (thrown) {
    writer.raw.close();
    throw thrown;
  }
}

function prepareNewest({ raw }: Connection) {
  return raw.prepare<[], number | null>('SELECT max(number) FROM revisions').pluck();
}
