/** Pages of a list in the API: arguments, connection and edge types, and the step from a page of rows to a connection. */
import type { ObjectRef } from '@pothos/core';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { builder, LARGEST_PAGE } from '#graphql/builder.ts';

export const DEFAULT_PAGE = 50;

/** Rows in order, with what is needed to go on behind any of them. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  /** Opaque; comes back as `after`. */
  cursorOf(row: Row): string;
  /** Number of all rows; null where counting would be slow. */
  readonly totalCount?: number | null;
}

export interface Connection<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

interface Edge<Row> {
  readonly cursor: string;
  readonly node: Row;
}

/** For `args: { ...PAGE_ARGUMENTS }` of every field that gives a connection. */
export const PAGE_ARGUMENTS = builder.args((t) => ({
  first: t.int({ defaultValue: DEFAULT_PAGE, description: `Page size, at most ${LARGEST_PAGE}.` }),
  after: t.string({ description: 'Cursor to start after.' }),
}));

interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** For `complexity` of the same field: a page costs as often what one of its rows costs. */
export function pageComplexity({ first }: PageArguments) {
  return { field: 1, multiplier: Math.max(1, first ?? DEFAULT_PAGE) };
}

/** @throws GatewayError INVALID_REQUEST where the page is larger than a page may be. */
export function readPage({ first, after }: PageArguments): { first: number; after: string | null } {
  const size = first ?? DEFAULT_PAGE;
  if (size >= 1 && size <= LARGEST_PAGE) return { first: size, after: after ?? null };
  throw invalidRequest([{ path: ['first'], message: `Must be from 1 to ${LARGEST_PAGE}.`, code: 'out_of_range' }]);
}

/** `startedAfter` is the cursor that was asked for: where there was one, something precedes. */
export function toConnection<Row>(page: Page<Row>, startedAfter: string | null = null): Connection<Row> {
  const edges = page.rows.map((node) => ({ node, cursor: page.cursorOf(node) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: startedAfter !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount ?? null,
  };
}

type Types = (typeof builder)['$inferSchemaTypes'];

interface ConnectionOptions {
  /** Plural for people: `providers`. */
  readonly plural: string;
  readonly subGraphs?: 'Public'[];
  /** Whether the connection says how many there are in all. */
  readonly counted?: boolean;
}

const ONE_EACH = { field: 0, multiplier: 1 };

/** The types `<name>Connection` and `<name>Edge` of a node type. */
export function connectionOf<Shape, Row extends Shape>(
  name: string,
  node: ObjectRef<Types, Shape, Row>,
  { plural, subGraphs = [], counted = true }: ConnectionOptions,
) {
  const EdgeType = builder.objectRef<Edge<Row>>(`${name}Edge`).implement({
    description: `One of the ${plural} and its cursor.`,
    subGraphs,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Cursor.' }),
      // The item type's shape is a type parameter here, which the field builder cannot resolve: hence `never`.
      node: t.field({ type: node, nullable: false, description: 'The item.', resolve: (edge) => edge.node as never }),
    }),
  });
  return builder.objectRef<Connection<Row>>(`${name}Connection`).implement({
    description: `A page of ${plural}.`,
    subGraphs,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeType],
        description: 'Items with their cursors.',
        complexity: ONE_EACH,
        resolve: ({ edges }) => [...edges],
      }),
      nodes: t.field({
        type: [node],
        description: 'Items without edges.',
        complexity: ONE_EACH,
        resolve: ({ edges }) => edges.map((edge) => edge.node) as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Page position.',
        resolve: ({ pageInfo }) => pageInfo,
      }),
      ...(counted && {
        totalCount: t.field({
          type: 'SafeInt',
          nullable: true,
          description: 'Number of all items; null when counting would be slow.',
          resolve: ({ totalCount }) => totalCount,
        }),
      }),
    }),
  });
}
