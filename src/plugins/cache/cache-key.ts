/** The name under which an answer is kept: everything that may change it, and who may have it. */
import type { Caller } from '#core/caller.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { digest } from '#core/digest.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { CacheConfig } from '#plugins/cache/config.ts';

/** Raised when the form of what is stored changes, so that older entries are never read. */
const FORM = 1;

export function cacheKey(
  sharedBy: CacheConfig['sharedBy'],
  context: PluginContext,
  request: ChatRequest,
): Promise<string> {
  // These two tell the provider who asks and change no answer.
  const { endUser: _endUser, metadata: _metadata, ...asked } = request;
  const { caller, route, model } = context;
  const routeId = route?.id ?? null;
  return digest(canonicalJson([FORM, partitionOf(sharedBy, caller), routeId, model.id, asked]));
}

/** The route is part of every key, so that anonymous callers share with those of the same route only. */
function partitionOf(sharedBy: CacheConfig['sharedBy'], caller: Caller): readonly string[] {
  if (sharedBy === 'workspace') return ['workspace'];
  if (caller.type === 'anonymous') return ['anonymous'];
  return sharedBy === 'key' ? ['key', caller.key.id] : ['consumer', caller.consumer.id];
}

/** JSON whose objects list their members by name, so that equal values are equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
