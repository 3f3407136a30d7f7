/** Facts about this process, for the console and for reports of faults. */
import { createHash } from 'node:crypto';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from '#graphql/builder.ts';
import type { ServerFacts } from '#graphql/context.ts';

const ServerInfo = builder.objectRef<ServerFacts>('ServerInfo').implement({
  description: 'Facts about this server.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Version of Gatehouse.' }),
    publicUrl: t.expose('publicUrl', { type: 'URL', description: 'Address that callers use.' }),
    store: t.exposeString('store', { description: 'Kind of store in use.' }),
    configRevision: t.field({
      type: 'SafeInt',
      description: 'Revision of the configuration that new calls run on.',
      resolve: (_facts, _args, { deps }) => deps.snapshots.current().revision,
    }),
    schemaHash: t.string({
      description: 'SHA-256 of the sorted schema of this surface: differs where the API does.',
      resolve: (_facts, _args, _context, { schema }) => hashOf(schema),
    }),
  }),
});

builder.queryField('server', (t) =>
  t.field({
    type: ServerInfo,
    description: 'Facts about this server.',
    resolve: (_root, _args, { deps }) => deps.server(),
  }),
);

/** Printing takes some milliseconds and a schema does not change. */
const hashes = new WeakMap<GraphQLSchema, string>();

function hashOf(schema: GraphQLSchema): string {
  const known = hashes.get(schema);
  if (known !== undefined) return known;
  const text = printSchema(lexicographicSortSchema(schema));
  const hash = createHash('sha256').update(text).digest('hex');
  hashes.set(schema, hash);
  return hash;
}
