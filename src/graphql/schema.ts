/** The two surfaces. Each module below adds its types to the builder; a type that is not listed here is in no schema. */
import type { GraphQLSchema } from 'graphql';
import { builder } from '#graphql/builder.ts';
import '#graphql/scalars.ts';
import '#graphql/chat/chat-mutation.ts';
import '#graphql/chat/chat-stream.ts';
import '#graphql/available-models/available-model.ts';
import '#graphql/viewer/viewer.ts';
import '#graphql/provider/provider-kind.ts';
import '#graphql/provider/provider-queries.ts';
import '#graphql/provider/provider-mutations.ts';
import '#graphql/credential/credential.ts';
import '#graphql/call/call-queries.ts';
import '#graphql/call/usage-totals.ts';
import '#graphql/history/revision-queries.ts';
import '#graphql/history/audit-queries.ts';
import '#graphql/live/call-changed.ts';
import '#graphql/live/config-changed.ts';
import '#graphql/server/admin-viewer.ts';
import '#graphql/server/server-info.ts';

export interface Schemas {
  readonly public: GraphQLSchema;
  /** Everything of the public one and the administrators' own. */
  readonly admin: GraphQLSchema;
}

export function buildSchemas(): Schemas {
  return { public: builder.toSchema({ subGraph: 'Public' }), admin: builder.toSchema() };
}
