/** Waits for another's lock without ever holding up the event loop. */
import { setTimeout as pause } from 'node:timers/promises';
import { isLocked } from '#store/unavailable.ts';

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 50;

/** `deadline` is a time of `performance.now()`. @throws what `work` threw last */
export async function retryWhileLocked<Value>(work: () => Value, deadline: number): Promise<Value> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (thrown) {
      if (!isLocked(thrown) || performance.now() + pauseMs > deadline) throw thrown;
    }
    await pause(pauseMs);
  }
}
