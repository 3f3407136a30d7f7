/** The two surfaces. Each module below adds its types to the builder; a type that is not listed here is in no schema. */
import type { GraphQLSchema } from 'graphql';
import { builder } from '#graphql/builder.ts';
import '#graphql/scalars.ts';
import '#graphql/chat/chat-mutation.ts';
import '#graphql/chat/chat-stream.ts';
import '#graphql/compare/compare-mutation.ts';
import '#graphql/compare/compare-stream.ts';
import '#graphql/embed/embed-mutation.ts';
import '#graphql/available-models/available-model.ts';
import '#graphql/viewer/viewer.ts';
import '#graphql/provider/provider-kind.ts';
import '#graphql/provider/provider-queries.ts';
import '#graphql/provider/provider-mutations.ts';
import '#graphql/provider/connection-test.ts';
import '#graphql/provider/upstream-model.ts';
import '#graphql/credential/credential.ts';
import '#graphql/credential/credential-mutations.ts';
import '#graphql/model/model-queries.ts';
import '#graphql/model/model-mutations.ts';
import '#graphql/route/route-queries.ts';
import '#graphql/route/route-mutations.ts';
import '#graphql/consumer-group/consumer-group-queries.ts';
import '#graphql/consumer-group/consumer-group-mutations.ts';
import '#graphql/consumer/consumer-queries.ts';
import '#graphql/consumer/consumer-mutations.ts';
import '#graphql/api-key/api-key-queries.ts';
import '#graphql/api-key/api-key-mutations.ts';
import '#graphql/plugin/plugin-type.ts';
import '#graphql/plugin/plugin-queries.ts';
import '#graphql/plugin/plugin-mutations.ts';
import '#graphql/chain/chain-queries.ts';
import '#graphql/chain/chain-mutations.ts';
import '#graphql/chain/chain-explain.ts';
import '#graphql/chain/chain-simulation.ts';
import '#graphql/call/call-queries.ts';
import '#graphql/call/call-relations.ts';
import '#graphql/call/usage-totals.ts';
import '#graphql/call/usage-relations.ts';
import '#graphql/history/revision-queries.ts';
import '#graphql/history/audit-queries.ts';
import '#graphql/history/config-rollback.ts';
import '#graphql/live/call-changed.ts';
import '#graphql/live/config-changed.ts';
import '#graphql/server/admin-viewer.ts';
import '#graphql/server/server-info.ts';
import '#graphql/quick-start/quick-start.ts';

export interface Schemas {
  readonly public: GraphQLSchema;
  /** Everything of the public one and the administrators' own. */
  readonly admin: GraphQLSchema;
}

export function buildSchemas(): Schemas {
  return { public: builder.toSchema({ subGraph: 'Public' }), admin: builder.toSchema() };
}
