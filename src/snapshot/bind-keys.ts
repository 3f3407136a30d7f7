/** From configured keys to callers: who each one is, what it may use, and which hashes prove it. */
import type { ApiKeyConfig, ConfigDocument, ConsumerConfig, ConsumerGroupConfig } from '#core/config/document.ts';
import type { SnapshotKey } from '#core/snapshot.ts';

const ID = /^key_(.+)$/;

/** The part of a key's id that its text carries; empty where the id is not one of a key. */
export function publicIdOf(keyId: string): string {
  return ID.exec(keyId)?.[1] ?? '';
}

/** By public id; keys that are paused, revoked or of a consumer that is switched off are not there. */
export function bindKeys({ apiKeys, consumers, consumerGroups }: ConfigDocument): ReadonlyMap<string, SnapshotKey> {
  const owners = new Map(consumers.filter(({ enabled }) => enabled).map((consumer) => [consumer.id, consumer]));
  const groups = consumerGroups.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  return new Map(
    apiKeys.flatMap((key): [string, SnapshotKey][] => {
      const owner = owners.get(key.consumerId);
      if (!owner || key.paused || key.revokedAt !== null) return [];
      const member = groups.filter(({ id }) => owner.groupIds.includes(id));
      return [[publicIdOf(key.id), bindKey(key, owner, member)]];
    }),
  );
}

function bindKey(key: ApiKeyConfig, owner: ConsumerConfig, groups: readonly ConsumerGroupConfig[]): SnapshotKey {
  const { id, name, hint, hash, previousHash, previousUntil, expiresAt, permissions, allowedRouteIds } = key;
  return {
    caller: {
      id,
      name,
      hint,
      expiresAt,
      allowedModels: allowedModels(key, groups),
      allowedRoutes: allowedRouteIds.length === 0 ? 'all' : new Set(allowedRouteIds),
      permissions: new Set(permissions),
    },
    consumer: {
      id: owner.id,
      name: owner.name,
      groupIds: groups.map((group) => group.id),
      groupNames: groups.map((group) => group.name),
    },
    hashes: [
      { hash, until: Number.POSITIVE_INFINITY },
      ...(previousHash !== null && previousUntil !== null ? [{ hash: previousHash, until: previousUntil }] : []),
    ],
  };
}

/** What the key lists and one of the groups allows; an empty list allows all. */
function allowedModels(
  { allowedModelIds }: ApiKeyConfig,
  groups: readonly ConsumerGroupConfig[],
): ReadonlySet<string> | 'all' {
  const isOpen = groups.length === 0 || groups.some((group) => group.allowedModelIds.length === 0);
  if (isOpen) return allowedModelIds.length === 0 ? 'all' : new Set(allowedModelIds);
  const byGroups = new Set(groups.flatMap((group) => group.allowedModelIds));
  return allowedModelIds.length === 0 ? byGroups : byGroups.intersection(new Set(allowedModelIds));
}
