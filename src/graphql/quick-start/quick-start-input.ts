/** What the quick start asks: the least that a first answer takes. */
import type { QuickStartInput as QuickStart, QuickStartProvider } from '#admin/quick-start/quick-start-input.ts';
import type { UserProblem } from '#admin/user-problem.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { builder } from '#graphql/builder.ts';
import { NewResourceInput } from '#graphql/config/resource-input.ts';
import { SecretInput } from '#graphql/config/secret-input.ts';
import { atConfigField, decodePluginConfig, PluginConfigInput } from '#graphql/plugin/plugin-config.ts';
import { providerFields } from '#graphql/provider/provider-input.ts';
import { ProviderKind } from '#graphql/provider/provider-kind.ts';
import { RouteAccessEnum } from '#graphql/route/route.ts';

const QuickStartProviderInput = builder.inputType('QuickStartProviderInput', {
  description: 'A provider to connect.',
  fields: (t) => ({
    kind: t.field({ type: ProviderKind, required: true, description: 'Protocol; DEMO answers without any account.' }),
    resource: t.field({ type: NewResourceInput, description: 'Names and labels; those of its kind when omitted.' }),
    baseUrl: t.string({ description: 'Address, when not the default.' }),
    allowPrivateNetwork: t.boolean({ defaultValue: false, description: 'Allow private network addresses.' }),
    credential: t.field({ type: SecretInput, description: 'Its credential, where it needs one.' }),
    settings: t.field({
      type: 'JSON',
      description: 'Settings of the kind, an object; see ProviderKindInfo.settingsSchema.',
    }),
  }),
});

const QuickStartModelInput = builder.inputType('QuickStartModelInput', {
  description: 'A model to offer.',
  fields: (t) => ({
    name: t.string({ description: 'Name that callers use; made from the name at the provider when omitted.' }),
    upstreamModel: t.string({ required: true, description: 'Model name at the provider.' }),
  }),
});

const QuickStartRouteInput = builder.inputType('QuickStartRouteInput', {
  description: 'Where calls come in.',
  fields: (t) => ({
    name: t.string({ description: 'Name; made from the path when omitted.' }),
    path: t.string({ description: 'Such as /test; without one the route is reached through GraphQL only.' }),
    access: t.field({ type: RouteAccessEnum, description: 'Who may use it; callers with a key when omitted.' }),
  }),
});

const QuickStartPluginInput = builder.inputType('QuickStartPluginInput', {
  description: 'A plugin to run on the calls of the route.',
  fields: (t) => ({
    name: t.string({ description: 'Name; made from its type when omitted.' }),
    config: t.field({ type: PluginConfigInput, required: true, description: 'Its configuration.' }),
  }),
});

const QuickStartKeyInput = builder.inputType('QuickStartKeyInput', {
  description: 'A key to make.',
  fields: (t) => ({ name: t.string({ description: 'Name; a plain one when omitted.' }) }),
});

export const QuickStartInput = builder.inputType('QuickStartInput', {
  description: 'From nothing to a first answer: all of it is made, or none.',
  fields: (t) => ({
    provider: t.field({ type: QuickStartProviderInput, description: 'A provider to connect.' }),
    providerId: t.id({ description: 'A provider that is there already, instead of a new one.' }),
    model: t.field({ type: QuickStartModelInput, required: true, description: 'The model to offer.' }),
    route: t.field({ type: QuickStartRouteInput, required: true, description: 'Where calls come in.' }),
    plugins: t.field({ type: [QuickStartPluginInput], description: 'Plugins of the route, in this order.' }),
    key: t.field({
      type: QuickStartKeyInput,
      description: 'A key to make; when omitted one is made only where the route asks for one.',
    }),
  }),
});

type Given = typeof QuickStartInput.$inferInput;

/** @throws GatewayError INVALID_REQUEST */
export function decodeQuickStart({ provider, providerId, model, route, plugins, key }: Given): QuickStart {
  return {
    provider: decodeProvider(provider, providerId),
    model,
    route,
    ...(plugins && {
      plugins: plugins.map(({ name, config }, index) => ({
        ...decodePluginConfig(config, configPath(index)),
        name,
      })),
    }),
    ...(key && { key }),
  };
}

function decodeProvider(
  provider: Given['provider'],
  providerId: Given['providerId'],
): { readonly providerId: string } | QuickStartProvider {
  if (provider && providerId == null) {
    const { kind, resource } = provider;
    return { ...providerFields(provider, ['input', 'provider']), kind, resource };
  }
  if (providerId != null && !provider) return { providerId };
  const message = 'Give either a new provider or the id of one that is there (providerId).';
  throw invalidRequest([{ path: ['input', 'provider'], message, code: 'required' }]);
}

/** In the words of the API, where the configuration of a plugin stands under the field of its type. */
export function quickStartProblem(problem: UserProblem, { plugins }: QuickStart): UserProblem {
  return (plugins ?? []).reduce((told, { type }, index) => atConfigField(told, configPath(index), type), problem);
}

function configPath(index: number): readonly string[] {
  return ['input', 'plugins', String(index), 'config'];
}
