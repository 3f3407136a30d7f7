/** All readers of the configuration. */
import type { Database } from '#store/database.ts';
import { createRelations } from '#store/read/relations.ts';
import { createResourceReader } from '#store/read/resource-reader.ts';
import * as sources from '#store/read/sources.ts';
import type { ConfigReaders } from '#store/store.ts';

export function createReaders(database: Database): ConfigReaders {
  return {
    providers: createResourceReader(database, sources.providerSource),
    credentials: createResourceReader(database, sources.credentialSource),
    models: createResourceReader(database, sources.modelSource),
    routes: createResourceReader(database, sources.routeSource),
    consumerGroups: createResourceReader(database, sources.consumerGroupSource),
    consumers: createResourceReader(database, sources.consumerSource),
    apiKeys: createResourceReader(database, sources.apiKeySource),
    plugins: createResourceReader(database, sources.pluginSource),
    ...createRelations(database),
  };
}
