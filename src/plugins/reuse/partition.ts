/** Who may get an answer that another call was given. */
import type { PluginContext } from '#core/plugin.ts';

export const SHARING = ['key', 'consumer', 'workspace'] as const;
export type Sharing = (typeof SHARING)[number];

/** The route is part of every key beside this, so that anonymous callers share with those of the same route only. */
export function partitionOf(sharedBy: Sharing, caller: PluginContext['caller']): readonly string[] {
  if (sharedBy === 'workspace') return ['workspace'];
  if (caller.type === 'anonymous') return ['anonymous'];
  if (caller.type === 'token') {
    const { issuer, subject, consumer } = caller;
    return sharedBy === 'key' ? ['token', issuer, subject] : ['consumer', consumer.id];
  }
  return sharedBy === 'key' ? ['key', caller.key.id] : ['consumer', caller.consumer.id];
}
