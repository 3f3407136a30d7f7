/** The thread that writes calls, so that a locked file or a slow disk holds up nobody else. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CallRecord } from '#core/call-record.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { prepareWriteCalls } from '#store/calls/write-calls.ts';
import { connect } from '#store/connection.ts';
import { createTransactions } from '#store/transactions.ts';
import { sqliteCode } from '#store/unavailable.ts';

/** What the thread is started with. */
export interface CallWriterData {
  readonly file: string;
}

export type CallWriterOrder =
  | { readonly type: 'write'; readonly records: readonly CallRecord[] }
  /** Lets go of the file and ends. */
  | { readonly type: 'close' };

/** One for each group, in order. */
export type CallWriterAnswer =
  /** The group is kept but for those that the database would not take. */
  | { readonly type: 'written'; readonly refused: number; readonly reason: string }
  /** Nothing of the group is kept; it may be given again. */
  | { readonly type: 'failed'; readonly reason: string };

/** Nobody else runs on this thread, so SQLite may wait for locks itself. */
const BUSY_TIMEOUT_MS = 500;
const PATIENCE_MS = 5_000;

const { file } = workerData as CallWriterData;
const connection = connect(file, { busyTimeoutMs: BUSY_TIMEOUT_MS, durability: 'normal' });
const writeCalls = prepareWriteCalls(connection.query);
const write = createTransactions(connection, { begin: 'BEGIN IMMEDIATE', patienceMs: PATIENCE_MS });

parentPort?.on('message', async (order: CallWriterOrder) => {
  if (order.type === 'write') return parentPort?.postMessage(await writeGroup(order.records));
  connection.raw.close();
  parentPort?.close();
});

async function writeGroup(records: readonly CallRecord[]): Promise<CallWriterAnswer> {
  try {
    await write(() => writeCalls(records));
    return { type: 'written', refused: 0, reason: '' };
  } catch (thrown) {
    const reason = reasonOf(thrown);
    if (thrown instanceof GatewayError) return { type: 'failed', reason };
    if (records.length === 1) return { type: 'written', refused: 1, reason };
    return writeOneByOne(records);
  }
}

/** A record that cannot be written must not take its neighbours with it. */
async function writeOneByOne(records: readonly CallRecord[]): Promise<CallWriterAnswer> {
  let [refused, reason] = [0, ''];
  for (const record of records) {
    const answer = await writeGroup([record]);
    // Those before it are written already, and count no second time.
    if (answer.type === 'failed') return answer;
    refused += answer.refused;
    reason ||= answer.reason;
  }
  return { type: 'written', refused, reason };
}

/** Codes only: the text of an error may quote what was to be written. */
function reasonOf(thrown: unknown): string {
  return sqliteCode(thrown) ?? (thrown instanceof Error ? thrown.name : typeof thrown);
}
