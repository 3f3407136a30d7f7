/** The name under which an answer is kept: everything that may change it, and who may have it. */
import type { ChatRequest } from '#core/chat/request.ts';
import { digest } from '#core/digest.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { CacheConfig } from '#plugins/cache/config.ts';
import { canonicalJson } from '#plugins/reuse/canonical-json.ts';
import { partitionOf } from '#plugins/reuse/partition.ts';

/** Raised when the form of what is stored changes, so that older entries are never read. */
const FORM = 2;

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
