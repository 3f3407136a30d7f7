/** Reads the whole configuration; within one transaction, so that it is of one moment. */
import { max } from 'drizzle-orm';
import type { ConfigDocument } from '#core/config/document.ts';
import type { ResourceMeta, Stored, StoredConfig } from '#core/config/stored.ts';
import type { Query } from '#store/columns.ts';
import { readEntries, readGroupIds, readTargets } from '#store/config/parts.ts';
import { apiKeys } from '#store/tables/api-key.ts';
import { consumerGroups, consumers } from '#store/tables/consumer.ts';
import { credentials } from '#store/tables/credential.ts';
import { revisions } from '#store/tables/history.ts';
import { models } from '#store/tables/model.ts';
import { chains, plugins } from '#store/tables/plugin.ts';
import { providers } from '#store/tables/provider.ts';
import { routes } from '#store/tables/route.ts';

export async function readRevision(query: Query): Promise<number> {
  const [row] = await query.select({ newest: max(revisions.number) }).from(revisions);
  return row?.newest ?? 0;
}

export async function loadConfig(query: Query): Promise<StoredConfig> {
  const meta = new Map<string, ResourceMeta>();
  /** Notes what is known of the rows, and leaves the resources. */
  const note = <Config extends { readonly id: string }>(rows: readonly Stored<Config>[]) =>
    rows.map(({ revision, createdAt, updatedAt, ...config }) => {
      meta.set(config.id, { revision, createdAt, updatedAt });
      return config;
    });

  const targets = await readTargets(query);
  const groupIds = await readGroupIds(query);
  const entries = await readEntries(query);
  const modelRows = note(await query.select().from(models).orderBy(models.name));
  const consumerRows = note(await query.select().from(consumers).orderBy(consumers.name));
  const chainRows = note(await query.select().from(chains).orderBy(chains.id));
  const document: ConfigDocument = {
    providers: note(await query.select().from(providers).orderBy(providers.name)),
    credentials: note(await query.select().from(credentials).orderBy(credentials.name)),
    models: modelRows.map((model) => ({ ...model, targets: targets.get(model.id) ?? [] })),
    routes: note(await query.select().from(routes).orderBy(routes.name)),
    consumerGroups: note(await query.select().from(consumerGroups).orderBy(consumerGroups.name)),
    consumers: consumerRows.map((consumer) => ({ ...consumer, groupIds: groupIds.get(consumer.id) ?? [] })),
    apiKeys: note(await query.select().from(apiKeys).orderBy(apiKeys.name)),
    plugins: note(await query.select().from(plugins).orderBy(plugins.name)),
    chains: chainRows.map((chain) => ({ ...chain, entries: entries.get(chain.id) ?? [] })),
  };
  return { revision: await readRevision(query), document, meta };
}
