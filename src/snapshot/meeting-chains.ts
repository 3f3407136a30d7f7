/** Tells which chains one call may pass together, so that nothing is said of two that never meet. */
import type { ConfigDocument } from '#core/config/document.ts';
import type { PlacedChain } from '#snapshot/index-chains.ts';

/** The chains that some call passes besides this one. */
export type MeetingWith = (chain: PlacedChain['chain']) => readonly PlacedChain[];

export function createMeeting(document: ConfigDocument, chains: readonly PlacedChain[]): MeetingWith {
  const companions = companionsOf(document);
  const byOwner = new Map(chains.map((placed) => [placed.chain.scopeId, placed]));
  const ofScope = Map.groupBy(chains, ({ chain }) => chain.scope);
  const [workspace = [], routes = [], models = []] = (['workspace', 'route', 'model'] as const).map((scope) =>
    ofScope.get(scope),
  );
  const callers = chains.filter(({ chain }) => !['workspace', 'route', 'model'].includes(chain.scope));
  const allowed = new Map(document.routes.map(({ id, allowedModelIds }) => [id, allowedModelIds]));
  const routeTakes = (routeId: string | null, modelId: string | null) => {
    const ids = allowed.get(routeId ?? '') ?? [];
    return ids.length === 0 || ids.includes(modelId ?? '');
  };
  return ({ scope, scopeId }) => {
    switch (scope) {
      case 'workspace':
        return [...routes, ...models, ...callers];
      case 'route':
        return [...workspace, ...models.filter(({ chain }) => routeTakes(scopeId, chain.scopeId)), ...callers];
      case 'model':
        return [...workspace, ...routes.filter(({ chain }) => routeTakes(chain.scopeId, scopeId)), ...callers];
      case 'consumer-group':
      case 'consumer':
      case 'api-key': {
        const others = [...(companions.get(scopeId ?? '') ?? [])].flatMap((id) => byOwner.get(id) ?? []);
        return [...workspace, ...routes, ...models, ...others];
      }
      default:
        return scope satisfies never;
    }
  };
}

/** Ids of groups, consumers and keys with the others that a caller may bring along with them. */
function companionsOf({ consumers, apiKeys }: ConfigDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = Map.groupBy(apiKeys, ({ consumerId }) => consumerId);
  const companions = new Map<string, Set<string>>();
  const join = (id: string, others: readonly string[]) => {
    const known = companions.get(id) ?? new Set();
    companions.set(id, known);
    for (const other of others) if (other !== id) known.add(other);
  };
  for (const { id, groupIds } of consumers) {
    const keyIds = (keys.get(id) ?? []).map((key) => key.id);
    for (const keyId of keyIds) join(keyId, [id, ...groupIds]);
    for (const one of [id, ...groupIds]) join(one, [id, ...groupIds, ...keyIds]);
  }
  return companions;
}
