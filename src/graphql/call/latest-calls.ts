/** The call log with the calls that have just ended: who made one looks for it at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { storeOf } from '#graphql/config/admin-context.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import type { CallStore } from '#store/store.ts';

/** A disk that takes no writes can still be read. */
const PATIENCE_MS = 5_000;

/** Waits for what is being written, but not for long. */
export async function latestCalls(context: GraphqlContext): Promise<CallStore> {
  const { calls } = storeOf(context);
  const written = new AbortController();
  const enough = pause(PATIENCE_MS, undefined, { signal: written.signal }).catch(() => undefined);
  await Promise.race([calls.flush(), enough]);
  written.abort();
  return calls;
}
