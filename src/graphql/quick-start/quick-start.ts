/** The mutation `quickStart`: provider, model, route, plugins and key in one step, and the line that makes the first call. */
import type { ChangeOutcome } from '#admin/change-config.ts';
import { quickStart } from '#admin/quick-start/quick-start.ts';
import type { QuickStartResult } from '#admin/quick-start/quick-start-input.ts';
import type { ResourceKind } from '#core/config/difference.ts';
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { PluginChain } from '#graphql/chain/chain.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { ConfigPayload, resourceIn } from '#graphql/config/config-payload.ts';
import { WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { Consumer } from '#graphql/consumer/consumer.ts';
import { Model } from '#graphql/model/model.ts';
import { Provider } from '#graphql/provider/provider.ts';
import { curlLine } from '#graphql/quick-start/curl-line.ts';
import { decodeQuickStart, QuickStartInput, quickStartProblem } from '#graphql/quick-start/quick-start-input.ts';
import { showDryRun } from '#graphql/quick-start/show-dry-run.ts';
import { Route } from '#graphql/route/route.ts';

type Outcome = ChangeOutcome<QuickStartResult>;

const QuickStartPayload = builder.objectRef<Outcome>('QuickStartPayload').implement({
  description: 'Result of quickStart: everything that it made, or would make.',
  interfaces: [ConfigPayload],
  fields: (t) => ({
    provider: t.field({
      type: Provider,
      nullable: true,
      description: 'The provider.',
      resolve: (outcome) => made(outcome, 'provider', ({ provider }) => provider),
    }),
    model: t.field({
      type: Model,
      nullable: true,
      description: 'The model.',
      resolve: (outcome) => made(outcome, 'model', ({ model }) => model),
    }),
    route: t.field({
      type: Route,
      nullable: true,
      description: 'The route.',
      resolve: (outcome) => made(outcome, 'route', ({ route }) => route),
    }),
    chain: t.field({
      type: PluginChain,
      nullable: true,
      description: 'Plugins of the route; null where none were asked for.',
      resolve: (outcome) => made(outcome, 'chain', ({ chain }) => chain),
    }),
    consumer: t.field({
      type: Consumer,
      nullable: true,
      description: 'Owner of the key; null where no key was made.',
      resolve: (outcome) => made(outcome, 'consumer', ({ consumer }) => consumer),
    }),
    apiKey: t.field({
      type: ApiKey,
      nullable: true,
      description: 'The key; null where none was made.',
      resolve: (outcome) => made(outcome, 'api-key', ({ apiKey }) => apiKey),
    }),
    plaintext: t.string({
      nullable: true,
      description: 'The text of the key. This is the only time it is shown; null on a dry run, which makes none.',
      resolve: (outcome) => (outcome.type === 'changed' ? outcome.result.plaintext : null),
    }),
    curl: t.string({
      nullable: true,
      description: 'The first call, ready for a shell, with the key where one was just made; null without a path.',
      resolve: (outcome, _args, { deps }) => firstCall(outcome, deps.server().publicUrl),
    }),
  }),
});

builder.mutationField('quickStart', (t) =>
  t.field({
    type: QuickStartPayload,
    description: 'Connect a provider, offer a model, open a route with plugins and make a key, all at once or nothing.',
    args: {
      input: t.arg({ type: QuickStartInput, required: true, description: 'What to make.' }),
      ...WRITE_ARGUMENTS,
    },
    async resolve(_root, { input, options }, context) {
      const wanted = decodeQuickStart(input);
      const outcome = await quickStart(wanted, adminOf(context), writeOptions(options));
      showDryRun(outcome, context);
      if (outcome.type !== 'refused') return outcome;
      return { ...outcome, problems: outcome.problems.map((problem) => quickStartProblem(problem, wanted)) };
    },
  }),
);

/** The resource as the configuration has it after the change. */
function made<Kind extends ResourceKind>(
  outcome: Outcome,
  kind: Kind,
  choose: (result: QuickStartResult) => { readonly id: string } | null,
) {
  if (outcome.type !== 'changed') return null;
  const chosen = choose(outcome.result);
  return chosen && resourceIn(outcome.config, kind, chosen.id);
}

function firstCall(outcome: Outcome, publicUrl: string): string | null {
  if (outcome.type !== 'changed') return null;
  const { route, plaintext } = outcome.result;
  if (route.path === null) return null;
  const known = route.access === 'key' ? YOUR_KEY : null;
  return curlLine({ publicUrl, path: route.path, key: plaintext ?? known });
}

/** Stands where a key belongs that was made before and cannot be shown again. */
const YOUR_KEY = '<your key>';
