/** The clock of this machine. */
import type { Clock } from '#core/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};
