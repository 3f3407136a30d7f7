/** One upstream attempt of a recorded call, as a type. */
import type { Attempt } from '#core/call-report.ts';
import { microUsd } from '#core/cost/cost-of.ts';
import { builder } from '#graphql/builder.ts';
import { AttemptOutcome } from '#graphql/chat/call-report.ts';
import { GatewayErrorCode } from '#graphql/chat/chat-error.ts';
import { UsageType } from '#graphql/chat/usage.ts';
import { readersOf } from '#graphql/config/admin-context.ts';
import { Provider } from '#graphql/provider/provider.ts';

export const CallAttempt = builder.objectRef<Attempt>('CallAttempt').implement({
  description: 'One upstream attempt.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Number from 1.' }),
    target: t.exposeString('target', { description: "Name of the target in the model's list." }),
    providerName: t.exposeString('provider', { description: 'Name that the provider had then.' }),
    provider: t.loadable({
      type: Provider,
      nullable: true,
      description: 'The provider; null where it was deleted since.',
      load: async (ids: string[], context) => {
        const found = await readersOf(context).providers.byIds(ids);
        return ids.map((id) => found.get(id) ?? null);
      },
      resolve: ({ providerId }) => providerId,
    }),
    upstreamModel: t.exposeString('upstreamModel', { description: 'Model name at the provider.' }),
    outcome: t.expose('outcome', { type: AttemptOutcome, description: 'How it ended.' }),
    errorCode: t.field({
      type: GatewayErrorCode,
      nullable: true,
      description: 'Error code, where it failed.',
      resolve: ({ errorCode }) => errorCode ?? null,
    }),
    status: t.int({
      nullable: true,
      description: 'HTTP status of a provider that answered with an error.',
      resolve: ({ upstreamStatus }) => upstreamStatus ?? null,
    }),
    firstToken: t.field({
      type: 'Duration',
      nullable: true,
      description: 'Time to the first token; null where none came.',
      resolve: ({ firstTokenMs }) => firstTokenMs ?? null,
    }),
    duration: t.field({
      type: 'Duration',
      description: 'Time from send to end.',
      resolve: ({ durationMs }) => durationMs,
    }),
    usage: t.field({
      type: UsageType,
      nullable: true,
      description: 'Tokens of this attempt, where the provider reported some or the gateway estimated them.',
      resolve: ({ usage, cost }) => (usage ? { usage, cache: 'disabled' as const, cost } : null),
    }),
    cost: t.field({
      type: 'MicroUSD',
      nullable: true,
      description: 'What those tokens cost; null where there are none, or their price is not known.',
      resolve: ({ cost }) => (cost === undefined ? null : microUsd(cost)),
    }),
  }),
});
