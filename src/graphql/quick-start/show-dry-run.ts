/** Lets a dry run show what it would make: its resources refer to each other by ids that no store knows. */
import type { ChangeOutcome } from '#admin/change-config.ts';
import type { ResourceKind } from '#core/config/difference.ts';
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { resourceIn } from '#graphql/config/config-payload.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import { Model } from '#graphql/model/model.ts';
import { PluginInstance } from '#graphql/plugin/plugin.ts';
import { Provider } from '#graphql/provider/provider.ts';
import { Route } from '#graphql/route/route.ts';

const TYPES = {
  provider: Provider,
  model: Model,
  route: Route,
  consumer: Consumer,
  'api-key': ApiKey,
  plugin: PluginInstance,
} as const satisfies Partial<Record<ResourceKind, object>>;

export function showDryRun(outcome: ChangeOutcome<unknown>, context: GraphqlContext): void {
  if (outcome.type !== 'changed' || !outcome.dryRun) return;
  for (const { kind, id, action } of outcome.differences) {
    if (action !== 'create' || !isShown(kind)) continue;
    const resource = resourceIn(outcome.config, kind, id);
    // The table pairs kinds and types, which TypeScript does not follow through a lookup.
    if (resource) TYPES[kind].getDataloader(context).prime(id, resource as never);
  }
}

function isShown(kind: ResourceKind): kind is keyof typeof TYPES {
  return kind in TYPES;
}
