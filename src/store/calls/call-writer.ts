/** Hands calls to the thread that writes them, a group at a time: while one group is written, the next one gathers. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CallRecord } from '#core/call-record.ts';
import type { Log } from '#core/ports.ts';
import type { CallWriterAnswer, CallWriterData, CallWriterOrder } from '#store/calls/call-writer-worker.ts';

interface Waiter {
  /** How many records have to be settled. */
  readonly settled: number;
  readonly resolve: () => void;
}

const LARGEST_GROUP = 500;
/** Where more than this many wait for the disk, their memory is worth more than their records. */
const MOST_WAITING = 10_000;
const RETRY_MS = 250;
/** To start a thread costs more than to ask it again. */
const RESTART_MS = 1_000;
const CLOSE_PATIENCE_MS = 5_000;

export class CallWriter {
  readonly #file: string;
  readonly #log: Log;
  #waiting: CallRecord[] = [];
  /** What the thread has now. */
  #group: readonly CallRecord[] = [];
  #worker: Worker | undefined;
  #waiters: readonly Waiter[] = [];
  #appended = 0;
  #settled = 0;
  #dropped = 0;
  #isScheduled = false;
  #isFailing = false;
  #isClosed = false;

  /** The thread starts with the first call. */
  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** Never waits and never throws. */
  append(record: CallRecord): void {
    if (this.#isClosed || this.#waiting.length >= MOST_WAITING) {
      this.#drop();
      return;
    }
    this.#waiting.push(record);
    this.#appended += 1;
    if (this.#group.length === 0) this.#schedule(0);
  }

  /** Resolves when everything appended so far is written. */
  async flush(): Promise<void> {
    const settled = this.#appended;
    if (this.#settled >= settled) return;
    await new Promise<void>((resolve) => {
      this.#waiters = [...this.#waiters, { settled, resolve }];
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await within(CLOSE_PATIENCE_MS, this.flush());
    const lost = this.#appended - this.#settled;
    if (lost > 0) this.#log.error('Calls were not recorded', { count: lost, reason: 'closed before' });
    [this.#waiting, this.#group] = [[], []];
    this.#settle(lost);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const exit = once(worker, 'exit');
    worker.postMessage({ type: 'close' } satisfies CallWriterOrder);
    await within(CLOSE_PATIENCE_MS, exit);
    await worker.terminate();
  }

  #drop(): void {
    if (this.#dropped === 0) this.#log.warn('Calls are not recorded', { reason: 'too many wait to be written' });
    this.#dropped += 1;
  }

  /** Calls that end in the same turn of the event loop travel together. */
  #schedule(afterMs: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const send = () => {
      this.#isScheduled = false;
      this.#send();
    };
    if (afterMs === 0) setImmediate(send);
    else setTimeout(send, afterMs);
  }

  /** Gives the thread the group that it failed to write, or else the next one. */
  #send(): void {
    if (this.#group.length === 0) {
      this.#group = this.#waiting.slice(0, LARGEST_GROUP);
      this.#waiting = this.#waiting.slice(LARGEST_GROUP);
    }
    if (this.#group.length === 0) return;
    this.#worker ??= this.#start();
    // The process stays alive until they are written.
    this.#worker.ref();
    this.#worker.postMessage({ type: 'write', records: this.#group } satisfies CallWriterOrder);
  }

  #start(): Worker {
    const workerData: CallWriterData = { file: this.#file };
    const worker = new Worker(new URL('./call-writer-worker.ts', import.meta.url), { workerData });
    worker.on('message', (answer: CallWriterAnswer) => this.#answered(answer));
    worker.on('error', (thrown) => this.#failed('code' in thrown ? String(thrown.code) : thrown.name));
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      if (this.#group.length > 0) this.#schedule(RESTART_MS);
    });
    return worker;
  }

  #answered(answer: CallWriterAnswer): void {
    if (answer.type === 'failed') {
      this.#failed(answer.reason);
      this.#schedule(RETRY_MS);
      return;
    }
    const { length } = this.#group;
    this.#group = [];
    const { refused: count, reason } = answer;
    if (count > 0) this.#log.error('Calls were not recorded', { count, reason });
    this.#recovered();
    if (this.#waiting.length > 0) this.#send();
    else this.#worker?.unref();
    this.#settle(length);
  }

  #failed(reason: string): void {
    if (!this.#isFailing) this.#log.warn('Calls cannot be recorded now', { reason });
    this.#isFailing = true;
  }

  #recovered(): void {
    const count = this.#dropped;
    if (count > 0) this.#log.error('Calls were not recorded', { count, reason: 'too many waited to be written' });
    if (this.#isFailing) this.#log.info('Calls are recorded again');
    [this.#dropped, this.#isFailing] = [0, false];
  }

  #settle(count: number): void {
    this.#settled += count;
    const ready = this.#waiters.filter(({ settled }) => settled <= this.#settled);
    this.#waiters = this.#waiters.filter(({ settled }) => settled > this.#settled);
    for (const { resolve } of ready) resolve();
  }
}

async function within(timeoutMs: number, done: Promise<unknown>): Promise<void> {
  const stop = new AbortController();
  const over = pause(timeoutMs, undefined, { signal: stop.signal }).catch(() => undefined);
  await Promise.race([done, over]);
  stop.abort();
}
