/** What models, consumers and chains keep in tables of their own: lists whose order counts, each by the id of its owner. */
import type { SQL } from 'drizzle-orm';
import type { ChainEntryConfig, TargetConfig } from '#core/config/document.ts';
import type { Query } from '#store/columns.ts';
import { consumerGroupMembers } from '#store/tables/consumer.ts';
import { modelTargets } from '#store/tables/model.ts';
import { chainEntries } from '#store/tables/plugin.ts';

export type Parts<Part> = ReadonlyMap<string, readonly Part[]>;

export async function readTargets(query: Query, where?: SQL): Promise<Parts<TargetConfig>> {
  const rows = await query
    .select()
    .from(modelTargets)
    .where(where)
    .orderBy(modelTargets.modelId, modelTargets.position);
  return partsOf(
    rows.map(({ modelId, position, price, ...target }) => [modelId, { ...target, ...(price && { price }) }]),
  );
}

export async function readGroupIds(query: Query, where?: SQL): Promise<Parts<string>> {
  const members = consumerGroupMembers;
  const rows = await query.select().from(members).where(where).orderBy(members.consumerId, members.position);
  return partsOf(rows.map(({ consumerId, groupId }) => [consumerId, groupId]));
}

export async function readEntries(query: Query, where?: SQL): Promise<Parts<ChainEntryConfig>> {
  const rows = await query
    .select()
    .from(chainEntries)
    .where(where)
    .orderBy(chainEntries.chainId, chainEntries.position);
  return partsOf(rows.map(({ chainId, position, ...entry }) => [chainId, entry]));
}

/** Collects the members of each owner, in the order in which they come. */
export function partsOf<Part>(pairs: readonly (readonly [string, Part])[]): Parts<Part> {
  const owners = Map.groupBy(pairs, ([owner]) => owner);
  return new Map([...owners].map(([owner, members]) => [owner, members.map(([, part]) => part)]));
}
