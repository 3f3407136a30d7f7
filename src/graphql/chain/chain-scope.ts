/** The place that a chain belongs to: from the input that names it, and from the id of the chain. */
import type { ChainScope } from '#admin/chain/chain-input.ts';
import type { PluginScope } from '#core/config/document.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { builder } from '#graphql/builder.ts';
import { typeNameOf } from '#graphql/node-ids.ts';

export const ChainScopeInput = builder.inputType('ChainScopeInput', {
  description: 'A place a chain belongs to; set exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    workspace: t.boolean({ description: 'Pass true for the workspace: every call.' }),
    routeId: t.id({ description: 'A route.' }),
    modelId: t.id({ description: 'A model.' }),
    consumerGroupId: t.id({ description: 'A group of consumers.' }),
    consumerId: t.id({ description: 'A consumer.' }),
    apiKeyId: t.id({ description: 'A key.' }),
  }),
});

export type ChainScopeShape = typeof ChainScopeInput.$inferInput;
/** Scopes that belong to a resource. */
export type ResourceScope = Exclude<PluginScope, 'workspace'>;

interface ScopeFacts {
  readonly field: Exclude<keyof ChainScopeShape, 'workspace'>;
  /** Name of its resource's type. */
  readonly typename: string;
  /** For people. */
  readonly title: string;
}

const SCOPES = {
  route: { field: 'routeId', typename: 'Route', title: 'route' },
  model: { field: 'modelId', typename: 'Model', title: 'model' },
  'consumer-group': { field: 'consumerGroupId', typename: 'ConsumerGroup', title: 'consumer group' },
  consumer: { field: 'consumerId', typename: 'Consumer', title: 'consumer' },
  'api-key': { field: 'apiKeyId', typename: 'ApiKey', title: 'key' },
} as const satisfies Record<ResourceScope, ScopeFacts>;

const FACTS = Object.entries(SCOPES) as readonly [ResourceScope, ScopeFacts][]; // Object.entries forgets the keys.

/** @throws GatewayError INVALID_REQUEST where it names no place, or a resource of another kind. */
export function decodeScope(given: ChainScopeShape, path: readonly string[] = ['scope']): ChainScope {
  for (const [scope, { field, typename, title }] of FACTS) {
    const scopeId = given[field];
    if (scopeId == null) continue;
    if (typeNameOf(scopeId) === typename) return { scope, scopeId };
    throw invalidRequest([{ path: [...path, field], message: `This is not the id of a ${title}.`, code: 'invalid' }]);
  }
  if (given.workspace) return { scope: 'workspace', scopeId: null };
  throw invalidRequest([{ path: [...path, 'workspace'], message: 'Pass true, or name a resource.', code: 'invalid' }]);
}

/** Undefined where nothing can have a chain of this id. */
export function scopeOfChain(id: string): ChainScope | undefined {
  const scopeId = id.replace(/^chn_/, '');
  if (scopeId === 'workspace') return { scope: 'workspace', scopeId: null };
  const found = FACTS.find(([, { typename }]) => typename === typeNameOf(scopeId));
  return found && { scope: found[0], scopeId };
}
