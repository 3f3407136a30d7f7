/** The mutation `providerTestConnection`: tries a provider step by step, before it is stored or after. */
import type { ConnectionCheck, ConnectionStep, ConnectionStepKind } from '#admin/connection-test/connection-check.ts';
import { type TestConnection, testConnection } from '#admin/connection-test/test-connection.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { enumOf } from '#graphql/enum.ts';
import { ProviderCreateInput, providerFields } from '#graphql/provider/provider-input.ts';
import { UpstreamModelType } from '#graphql/provider/upstream-model.ts';

const ConnectionTestInput = builder.inputType('ConnectionTestInput', {
  description: 'What to test; set exactly one field.',
  isOneOf: true,
  fields: (t) => ({
    providerId: t.id({ description: 'A stored provider.' }),
    draft: t.field({ type: ProviderCreateInput, description: 'A provider that is not stored yet.' }),
  }),
});

const ConnectionStepKindEnum = enumOf<ConnectionStepKind>('ConnectionStepKind', {
  description: 'Steps of a connection test.',
  members: {
    policy: 'The address is allowed.',
    dns: 'Its name resolves.',
    connect: 'The port answers.',
    tls: 'The certificate is valid.',
    authenticate: 'The credential is accepted.',
    'list-models': 'Models can be listed.',
    complete: 'A call that asks for one token succeeds.',
  },
});

const ConnectionStepStatus = enumOf<ConnectionStep['status']>('ConnectionStepStatus', {
  description: 'How a step went.',
  members: { passed: 'Well.', failed: 'It failed.', skipped: 'It was not needed, or not reached.' },
});

const ConnectionStepType = builder.objectRef<ConnectionStep>('ConnectionStep').implement({
  description: 'One step of a connection test.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ConnectionStepKindEnum, description: 'Which step.' }),
    status: t.expose('status', { type: ConnectionStepStatus, description: 'How it went.' }),
    duration: t.field({ type: 'Duration', description: 'Time it took.', resolve: ({ durationMs }) => durationMs }),
    message: t.exposeString('message', { description: 'What was found, or what went wrong and what to do.' }),
  }),
});

const ConnectionCheckType = builder.objectRef<ConnectionCheck>('ConnectionCheck').implement({
  description: 'Result of a connection test.',
  fields: (t) => ({
    ok: t.exposeBoolean('ok', { description: 'True where no step failed.' }),
    steps: t.field({
      type: [ConnectionStepType],
      description: 'Every step in order; after a failure the rest are SKIPPED.',
      resolve: ({ steps }) => [...steps],
    }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', description: 'When it began.' }),
    models: t.field({
      type: [UpstreamModelType],
      description: 'Models at the provider.',
      resolve: ({ models }) => [...models],
    }),
  }),
});

/** It waits for another server, and may cost a token there. */
const TEST_COMPLEXITY = 50;

builder.mutationField('providerTestConnection', (t) =>
  t.field({
    type: ConnectionCheckType,
    description:
      'Try a provider step by step. Nothing is stored; what was found is the answer, also where a step failed.',
    complexity: TEST_COMPLEXITY,
    args: { input: t.arg({ type: ConnectionTestInput, required: true, description: 'What to test.' }) },
    resolve: (_root, { input }, context) => testConnection(decodeTest(input), adminOf(context), context.signal),
  }),
);

/** @throws GatewayError INVALID_REQUEST */
function decodeTest({ providerId, draft }: typeof ConnectionTestInput.$inferInput): TestConnection {
  if (!draft) return { providerId: providerId ?? '' }; // GraphQL has made sure that exactly one field is set.
  const { kind, resource } = draft;
  return { draft: { ...providerFields(draft, ['input', 'draft']), kind, resource } };
}
