/** The time limits of one exchange: the limit of its present phase, and the limit of the whole. */
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Timeouts } from '#core/ports.ts';

type Phase = 'connect' | 'firstToken' | 'idle';

export interface TimeLimits {
  /** Ends the limit before and starts this one; `null` leaves the limit of the whole alone. */
  enter(phase: Phase | null): void;
  /** Starts the present limit again. */
  refresh(): void;
  close(): void;
}

/** Longer ones would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const SENTENCES = {
  connect: 'The provider took no connection within',
  firstToken: 'The provider sent no first token within',
  idle: 'The provider fell silent for',
  total: 'The provider had not finished after',
} as const satisfies Record<Phase | 'total', string>;

export function openTimeLimits(timeouts: Timeouts, onPassed: (error: GatewayError) => void): TimeLimits {
  let timer: NodeJS.Timeout | undefined;
  const start = (limit: Phase | 'total') => {
    const limitMs = Math.min(timeouts[`${limit}Ms`], LONGEST_TIMER_MS);
    return setTimeout(() => onPassed(limitPassed(limit, limitMs)), limitMs);
  };
  const total = start('total');
  return {
    enter(phase) {
      clearTimeout(timer);
      timer = phase === null ? undefined : start(phase);
    },
    refresh() {
      timer?.refresh();
    },
    close() {
      clearTimeout(timer);
      clearTimeout(total);
    },
  };
}

function limitPassed(limit: Phase | 'total', limitMs: number): GatewayError {
  const length = limitMs % 1_000 === 0 ? `${limitMs / 1_000} s` : `${limitMs} ms`;
  return new GatewayError('TIMEOUT', { message: `${SENTENCES[limit]} ${length} (time limit "${limit}").` });
}
