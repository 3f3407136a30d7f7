/**
 * Revoked keys hold on to nothing: what they named may go. A list that becomes empty would mean "all", which is harmless
 * where a key works no more.
 */
import type { Draft } from '#admin/draft.ts';

interface Forgotten {
  readonly modelId?: string;
  readonly routeId?: string;
}

export function forgetInRevokedKeys(draft: Draft, { modelId, routeId }: Forgotten): void {
  for (const key of draft.all('api-key')) {
    if (key.revokedAt === null) continue;
    const allowedModelIds = key.allowedModelIds.filter((id) => id !== modelId);
    const allowedRouteIds = key.allowedRouteIds.filter((id) => id !== routeId);
    const lost = allowedModelIds.length + allowedRouteIds.length;
    if (lost === key.allowedModelIds.length + key.allowedRouteIds.length) continue;
    draft.replace('api-key', { ...key, allowedModelIds, allowedRouteIds });
  }
}
