/** Removes the records of calls that are older than the settings keep them. */
import type { Clock, Log } from '#core/ports.ts';
import type { CallStore } from '#store/store.ts';

const INTERVAL_MS = 3_600_000;

/** Looks at once and then every hour; a retention of 0 keeps everything. Gives the way to stop. */
export function forgetOldCalls(
  calls: Pick<CallStore, 'removeBefore'>,
  retentionMs: number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): () => void {
  if (retentionMs === 0) return () => undefined;
  const look = () => {
    calls.removeBefore(clock.now() - retentionMs).then(
      (count) => {
        if (count > 0) log.info('Old records of calls were removed.', { count });
      },
      (error: unknown) => log.warn('Old records of calls could not be removed.', { error }),
    );
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
