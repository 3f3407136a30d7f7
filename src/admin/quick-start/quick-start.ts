/** From nothing to a first answer: provider, model, route, plugins and key in one step, or nothing of it. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import { addModel } from '#admin/model/create-model.ts';
import { addProvider } from '#admin/provider/create-provider.ts';
import { addKey } from '#admin/quick-start/add-key.ts';
import { addRouteChain } from '#admin/quick-start/add-route-chain.ts';
import { chosenName } from '#admin/quick-start/chosen-name.ts';
import type { QuickStartInput, QuickStartResult } from '#admin/quick-start/quick-start-input.ts';
import { newResource } from '#admin/resource.ts';
import { addRoute } from '#admin/route/create-route.ts';
import { Refusal } from '#admin/user-problem.ts';
import type { ModelConfig, ProviderConfig, RouteConfig } from '#core/config/document.ts';

export function quickStart(
  input: QuickStartInput,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<QuickStartResult>> {
  const minted = context.deps.mintKey();
  const edit = (draft: Draft): QuickStartResult => {
    const provider = findOrAddProvider(draft, input.provider, context);
    const model = addFirstModel(draft, input.model, provider, context);
    const route = addFirstRoute(draft, input.route, model, context);
    const chain = addRouteChain(draft, input.plugins ?? [], route, context);
    const wantsKey = input.key != null || route.access === 'key';
    const owned = wantsKey ? addKey(draft, { route, minted, name: input.key?.name }, context) : undefined;
    return {
      provider,
      model,
      route,
      chain,
      consumer: owned?.consumer ?? null,
      apiKey: owned?.apiKey ?? null,
      plaintext: owned && !options.dryRun ? minted.text : null,
    };
  };
  return changeConfig({ action: 'quick-start', targetOf: ({ route }) => route, edit }, context, options);
}

function findOrAddProvider(draft: Draft, given: QuickStartInput['provider'], context: AdminContext): ProviderConfig {
  if ('providerId' in given) return draft.need('provider', given.providerId, ['input', 'providerId']);
  const title = context.deps.providers.find(({ id }) => id === given.kind)?.title ?? given.kind;
  const resource = given.resource ?? { displayName: title };
  return addProvider(draft, { ...given, resource }, context, ['input', 'provider']);
}

function addFirstModel(
  draft: Draft,
  { name, upstreamModel }: QuickStartInput['model'],
  { id: providerId }: ProviderConfig,
  { deps }: AdminContext,
): ModelConfig {
  const path = ['input', 'model'];
  if (upstreamModel.trim() === '') {
    const message = "Give the model's name at the provider.";
    throw new Refusal([...draft.problems, { code: 'required', path: [...path, 'upstreamModel'], message }]);
  }
  const names = newResource(draft, 'model', deps.newId('mdl'), chosenName(name, upstreamModel), path);
  return addModel(draft, names, { targets: [{ providerId, upstreamModel }] }, path);
}

function addFirstRoute(
  draft: Draft,
  { name, ...fields }: QuickStartInput['route'],
  model: ModelConfig,
  { deps }: AdminContext,
): RouteConfig {
  const path = ['input', 'route'];
  const made = fields.path?.replace(/^\/+/, '') || model.displayName;
  const names = newResource(draft, 'route', deps.newId('rte'), chosenName(name, made), path);
  return addRoute(draft, names, { ...fields, defaultModelId: model.id }, path);
}
