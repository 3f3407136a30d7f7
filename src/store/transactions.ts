/** Runs transactions of one connection one after the other: work that awaits would otherwise mix with the next one's. */
import type { Query } from '#store/columns.ts';
import type { Connection } from '#store/connection.ts';
import { retryWhileLocked } from '#store/retry-while-locked.ts';
import { storeClosed, toStoreFailure } from '#store/unavailable.ts';

/**
 * The work may await its queries and nothing else: the transaction stays open meanwhile.
 * @throws GatewayError STORE_UNAVAILABLE, and whatever the work throws; nothing of it is kept then
 */
export type Transact = <Value>(work: (query: Query) => Promise<Value>) => Promise<Value>;

export interface TransactionOptions {
  readonly begin: string;
  /** How long to wait for a lock, and for those who came before. */
  readonly patienceMs: number;
}

export function createTransactions({ raw, query }: Connection, { begin, patienceMs }: TransactionOptions): Transact {
  let last: Promise<unknown> = Promise.resolve();

  const transact: Transact = async (work) => {
    const deadline = performance.now() + patienceMs;
    const before = last;
    const run = before.then(async () => {
      if (!raw.open) throw storeClosed();
      try {
        await retryWhileLocked(() => raw.exec(begin), deadline);
        const value = await work(query);
        raw.exec('COMMIT');
        return value;
      } catch (thrown) {
        // A full disk ends the transaction by itself.
        if (raw.inTransaction) raw.exec('ROLLBACK');
        throw toStoreFailure(thrown);
      }
    });
    last = run.catch(() => undefined);
    return run;
  };
  return transact;
}
