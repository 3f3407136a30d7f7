/** Where each kind of resource is kept, and what may be asked of it. */
import { asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type {
  ApiKeyConfig,
  ConsumerConfig,
  ConsumerGroupConfig,
  CredentialConfig,
  ModelConfig,
  PluginConfig,
  ProviderConfig,
  RouteConfig,
} from '#core/config/document.ts';
import { readGroupIds, readTargets } from '#store/config/parts.ts';
import type { ResourceSource } from '#store/read/resource-reader.ts';
import { apiKeys } from '#store/tables/api-key.ts';
import { consumerGroupMembers, consumerGroups, consumers } from '#store/tables/consumer.ts';
import { credentials } from '#store/tables/credential.ts';
import { models, modelTargets } from '#store/tables/model.ts';
import { plugins } from '#store/tables/plugin.ts';
import { providers } from '#store/tables/provider.ts';
import { routes } from '#store/tables/route.ts';

const all = (): SQL | undefined => undefined;

export const providerSource: ResourceSource<ProviderConfig, { readonly kinds?: readonly string[] }> = {
  table: providers,
  where: ({ kinds }) => kinds && inArray(providers.kind, [...kinds]),
  read: (query, where, limit) =>
    query.select().from(providers).where(where).orderBy(asc(providers.name)).limit(limit).execute(),
};

export const credentialSource: ResourceSource<CredentialConfig, object> = {
  table: credentials,
  where: all,
  read: (query, where, limit) =>
    query.select().from(credentials).where(where).orderBy(asc(credentials.name)).limit(limit).execute(),
};

export const modelSource: ResourceSource<ModelConfig, object> = {
  table: models,
  where: all,
  async read(query, where, limit) {
    const rows = await query.select().from(models).where(where).orderBy(asc(models.name)).limit(limit);
    const ids = rows.map(({ id }) => id);
    const targets = await readTargets(query, inArray(modelTargets.modelId, ids));
    return rows.map((row) => ({ ...row, targets: targets.get(row.id) ?? [] }));
  },
};

export const routeSource: ResourceSource<RouteConfig, object> = {
  table: routes,
  where: all,
  read: (query, where, limit) =>
    query.select().from(routes).where(where).orderBy(asc(routes.name)).limit(limit).execute(),
};

export const consumerGroupSource: ResourceSource<ConsumerGroupConfig, object> = {
  table: consumerGroups,
  where: all,
  read: (query, where, limit) =>
    query.select().from(consumerGroups).where(where).orderBy(asc(consumerGroups.name)).limit(limit).execute(),
};

export const consumerSource: ResourceSource<ConsumerConfig, { readonly groupId?: string }> = {
  table: consumers,
  where: ({ groupId }) => {
    if (groupId === undefined) return undefined;
    const { consumerId, groupId: group } = consumerGroupMembers;
    return sql`${consumers.id} in (select ${consumerId} from ${consumerGroupMembers} where ${group} = ${groupId})`;
  },
  async read(query, where, limit) {
    const rows = await query.select().from(consumers).where(where).orderBy(asc(consumers.name)).limit(limit);
    const ids = rows.map(({ id }) => id);
    const groupIds = await readGroupIds(query, inArray(consumerGroupMembers.consumerId, ids));
    return rows.map((row) => ({ ...row, groupIds: groupIds.get(row.id) ?? [] }));
  },
};

export const apiKeySource: ResourceSource<ApiKeyConfig, { readonly consumerId?: string }> = {
  table: apiKeys,
  where: ({ consumerId }) => (consumerId === undefined ? undefined : eq(apiKeys.consumerId, consumerId)),
  read: (query, where, limit) =>
    query.select().from(apiKeys).where(where).orderBy(asc(apiKeys.name)).limit(limit).execute(),
};

export const pluginSource: ResourceSource<PluginConfig, { readonly types?: readonly string[] }> = {
  table: plugins,
  where: ({ types }) => types && inArray(plugins.type, [...types]),
  read: (query, where, limit) =>
    query.select().from(plugins).where(where).orderBy(asc(plugins.name)).limit(limit).execute(),
};
