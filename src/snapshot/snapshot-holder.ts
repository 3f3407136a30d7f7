/** The one place that knows which snapshot is in force. */
import type { Snapshot, SnapshotHolder } from '#core/snapshot.ts';

export interface SwappableHolder extends SnapshotHolder {
  /** Calls that begin from now on run on this one; those under way keep theirs. */
  swap(next: Snapshot): void;
  /** Told behind each swap. Gives the way to stop listening. */
  onSwap(listener: (snapshot: Snapshot) => void): () => void;
}

export function createSnapshotHolder(initial: Snapshot): SwappableHolder {
  let current = initial;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  return {
    current: () => current,
    swap(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
    onSwap(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
