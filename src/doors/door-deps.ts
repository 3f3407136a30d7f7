/** What the HTTP doors of chat need of the rest of the house. */
import type { SnapshotHolder } from '#core/snapshot.ts';
import type { KeyHasher } from '#http/key-hasher.ts';
import type { PipelineDeps } from '#pipeline/call.ts';

export interface DoorDeps {
  readonly snapshots: SnapshotHolder;
  readonly pipeline: PipelineDeps;
  readonly hasher: KeyHasher;
  /** A new id for a call: `chat_…`. */
  readonly newCallId: () => string;
  readonly maxBodyBytes: number;
}
