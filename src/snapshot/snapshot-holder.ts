/** The one place that knows which snapshot is in force. */
import type { Snapshot, SnapshotHolder } from '#core/snapshot.ts';

export interface SwappableHolder extends SnapshotHolder {
  /** Calls that begin from now on run on this one; those under way keep theirs. @throws what listeners threw, at the end. */
  swap(next: Snapshot): void;
  /** Told behind each swap. Gives the way to stop listening. */
  onSwap(listener: (snapshot: Snapshot) => void): () => void;
}

export function createSnapshotHolder(initial: Snapshot): SwappableHolder {
  let current = initial;
  const listeners = new Set<{ readonly tell: (snapshot: Snapshot) => void }>();
  return {
    current: () => current,
    swap(next) {
      current = next;
      const errors = [...listeners].flatMap(({ tell }) => errorOf(() => tell(next)));
      if (errors.length > 0) throw new AggregateError(errors, 'Listeners to the swap of a snapshot failed.');
    },
    onSwap(tell) {
      const listener = { tell };
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** One listener's failure is not to keep the news from the others. */
function errorOf(action: () => void): unknown[] {
  try {
    action();
    return [];
  } catch (error) {
    return [error];
  }
}
