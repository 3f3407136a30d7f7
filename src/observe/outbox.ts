/** Outboxes of this process: batches, tries with growing pauses, a bound, and a last round at the stop. */
import type { Log, OpenOutbox, OutboxOptions, Receipt } from '#core/ports.ts';

export interface Outboxes {
  readonly open: OpenOutbox;
  /** Sends what is left, each batch once, and gives up after this time. */
  close(limitMs: number): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A full box is told of no more often than this. */
const TELL_INTERVAL_MS = 10_000;

/** A box is known here only while it has something to send, so that one nobody uses any more is forgotten. */
export function createOutboxes(log: Log): Outboxes {
  const busy = new Set<Flushable>();
  return {
    open: (options) => createOutbox(options, log, busy),
    async close(limitMs) {
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, limitMs).unref();
      });
      await Promise.race([Promise.all([...busy].map((box) => box.flush())), late]);
    },
  };
}

interface Flushable {
  flush(): Promise<void>;
}

function createOutbox<Item>(options: OutboxOptions<Item>, log: Log, busy: Set<Flushable>) {
  const { name, batchSize, intervalMs, capacity, maxTries, batchCapacity = capacity, sizeOf = () => 1 } = options;
  const waiting: { readonly item: Item; readonly size: number }[] = [];
  /** Of what waits and what is on its way. */
  let held = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closing = false;
  let wake: (() => void) | undefined;
  let dropped = 0;
  let told: NodeJS.Timeout | undefined;

  const drop = (count: number, reason: string) => {
    dropped += count;
    if (told) return;
    log.warn('An outbox dropped items.', { outbox: name, dropped, reason });
    dropped = 0;
    told = setTimeout(() => {
      told = undefined;
      if (dropped > 0) drop(0, reason);
    }, TELL_INTERVAL_MS).unref();
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const alarm = setTimeout(resolve, ms).unref();
      wake = () => {
        clearTimeout(alarm);
        resolve();
      };
    });

  const deliver = async (batch: readonly Item[]) => {
    for (let tries = 1; ; tries += 1) {
      const receipt = await trySending(options, batch);
      if (receipt.type === 'taken') return;
      if (receipt.type === 'refused' || tries >= maxTries || closing) return drop(batch.length, receipt.reason);
      await pause(receipt.afterMs ?? pauseAfter(tries));
    }
  };

  const takeBatch = () => {
    let room = batchCapacity;
    const end = waiting.findIndex(({ size }, index) => {
      room -= size;
      return index > 0 && (index >= batchSize || room < 0);
    });
    return waiting.splice(0, end === -1 ? waiting.length : end);
  };

  const run = async () => {
    while (waiting.length > 0) {
      const batch = takeBatch();
      await deliver(batch.map(({ item }) => item));
      for (const { size } of batch) held -= size;
    }
  };

  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running ??= run().finally(() => {
      running = undefined;
      busy.delete(box);
    });
    return running;
  };

  const box: Flushable = {
    flush() {
      closing = true;
      wake?.();
      return start();
    },
  };

  return {
    add(item: Item) {
      const size = sizeOf(item);
      if (held + size > capacity) return drop(1, 'It was full.');
      held += size;
      waiting.push({ item, size });
      busy.add(box);
      if (running) return;
      if (waiting.length >= batchSize || closing) void start();
      else timer ??= setTimeout(start, intervalMs).unref();
    },
  };
}

async function trySending<Item>({ send }: OutboxOptions<Item>, batch: readonly Item[]): Promise<Receipt> {
  try {
    return await send(batch);
  } catch (thrown) {
    return { type: 'later', reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Doubles, with up to half of it by chance, so that many gateways do not come back in step. */
function pauseAfter(tries: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
  return longest / 2 + (Math.random() * longest) / 2;
}
