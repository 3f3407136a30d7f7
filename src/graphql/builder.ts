/**
 * The one builder of both surfaces. Type modules add to it when they are imported (the way Pothos works); the full list of
 * them stands in `schema.ts`. What is marked `PUBLIC` is on both surfaces, everything else on the admin surface alone.
 */
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import SubGraphPlugin from '@pothos/plugin-sub-graph';
import { GatewayError, invalidRequest } from '#core/error/gateway-error.ts';
import type { Json } from '#core/json.ts';
import type { GraphqlContext } from '#graphql/context.ts';
import FreshReadsPlugin from '#graphql/fresh-reads-plugin.ts';
import GatewayPlugin from '#graphql/gateway-plugin.ts';
import { decodeNodeId } from '#graphql/node-ids.ts';

interface SchemaTypes {
  Context: GraphqlContext;
  SubGraphs: 'Public';
  DefaultFieldNullability: false;
  AuthScopes: { admin: boolean };
  Scalars: {
    ID: { Input: string; Output: string };
    /** Milliseconds since 1970. */
    DateTime: { Input: number; Output: number };
    /** Milliseconds. */
    Duration: { Input: number; Output: number };
    JSON: { Input: Json; Output: Json };
    /** Millionths of a dollar. */
    MicroUSD: { Input: number; Output: number };
    Revision: { Input: number; Output: number };
    SafeInt: { Input: number; Output: number };
    URL: { Input: string; Output: string };
  };
}

/** For `subGraphs` of types and of root fields that callers with a key may see. Fields follow their type. */
export const PUBLIC: 'Public'[] = ['Public'];

/** Cost of one operation: connections count `first` times what they hold, a call counts 50. */
const PUBLIC_COST = { complexity: 2_000, depth: 12, breadth: 500 } as const;
/** Room for a page of 50 models with their targets, providers and credentials. */
const ADMIN_COST = { complexity: 20_000, depth: 16, breadth: 1_000 } as const;
export const CALL_COMPLEXITY = 50;

/** Most items that one field gives at once. */
export const LARGEST_PAGE = 100;

export const builder = new SchemaBuilder<SchemaTypes>({
  // The first is the outermost: access and cost are judged before a call is opened.
  plugins: [
    ScopeAuthPlugin,
    SubGraphPlugin,
    ComplexityPlugin,
    FreshReadsPlugin,
    GatewayPlugin,
    RelayPlugin,
    DataloaderPlugin,
  ],
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ admin }) => ({ admin: admin !== null }),
    unauthorizedError: () =>
      new GatewayError('FORBIDDEN', { message: 'This field is for administrators.', missing: 'admin' }),
  },
  defaultFieldNullability: false,
  subGraphs: { defaultForTypes: [], fieldsInheritFromTypes: true },
  complexity: {
    limit: costLimit,
    defaultComplexity: 1,
    defaultListMultiplier: 5,
    complexityError: tooCostly,
  },
  relay: {
    encodeGlobalID: (_typename, id) => String(id),
    decodeGlobalID: decodeNodeId,
    nodeTypeOptions: { description: 'An object with a globally unique, opaque id.' },
    idFieldOptions: { description: 'Globally unique, opaque id.' },
    nodeQueryOptions: { description: 'Any object by its id.', args: { id: { description: 'Its id.' } } },
    nodesQueryOptions: {
      description: 'Several objects by their ids; null where there is none.',
      args: { ids: { description: `Their ids, at most ${LARGEST_PAGE}.` } },
      resolve(_root, { ids }, _context, _info, resolveNodes) {
        if (ids.length <= LARGEST_PAGE) return resolveNodes(ids);
        throw invalidRequest([
          { path: ['ids'], message: `At most ${LARGEST_PAGE} are allowed.`, code: 'out_of_range' },
        ]);
      },
    },
    pageInfoTypeOptions: { description: 'Position of a page in a connection.', subGraphs: PUBLIC },
    hasNextPageFieldOptions: { description: 'True when more items follow.' },
    hasPreviousPageFieldOptions: { description: 'True when items precede this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first item.' },
    endCursorFieldOptions: { description: 'Cursor of the last item.' },
  },
});

// Who adds a root field and says nothing more has made it an admin field, in both senses: it is not on the public surface,
// and it asks for an administrator. Public ones say `subGraphs: PUBLIC, skipTypeScopes: true`.
const ROOT = { authScopes: { admin: true }, subGraphs: PUBLIC, defaultSubGraphsForFields: [] };

builder.queryType({ ...ROOT, description: 'What can be read.' });
builder.mutationType({
  ...ROOT,
  description: 'What can be done. Several fields of one operation run one after another.',
});
builder.subscriptionType({ ...ROOT, description: 'What can be followed.' });

export function costLimit({ admin }: Pick<GraphqlContext, 'admin'>): Cost {
  return admin ? ADMIN_COST : PUBLIC_COST;
}

type Cost = Readonly<Record<'complexity' | 'depth' | 'breadth', number>>;
type Limit = Readonly<Partial<Record<'maxComplexity' | 'maxDepth' | 'maxBreadth', number>>>;

function tooCostly(kind: `${'Complexity' | 'Depth' | 'Breadth'}`, found: Cost & Limit): GatewayError {
  const what = kind.toLowerCase() as keyof Cost;
  const limits = `its ${what} is ${found[what]}, at most ${found[`max${kind}`]} is allowed`;
  return new GatewayError('INVALID_REQUEST', {
    message: `This operation is too large: ${limits}. Ask for less, or in several operations.`,
  });
}
