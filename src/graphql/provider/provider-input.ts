/** What a mutation may say of a provider. */
import type { ProviderUpdateInput as ProviderChanges } from '#admin/provider/provider-input.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { builder } from '#graphql/builder.ts';
import { NewResourceInput, ResourcePatchInput } from '#graphql/config/resource-input.ts';
import { SecretInput, secretOf } from '#graphql/config/secret-input.ts';
import { ProviderKind } from '#graphql/provider/provider-kind.ts';

const ProviderTimeoutsInput = builder.inputType('ProviderTimeoutsInput', {
  description: 'Time limits; omitted ones stay, null takes the default.',
  fields: (t) => ({
    connect: t.field({ type: 'Duration', description: 'To open a connection.' }),
    firstToken: t.field({ type: 'Duration', description: 'To the first token.' }),
    idle: t.field({ type: 'Duration', description: 'Between two tokens.' }),
    total: t.field({ type: 'Duration', description: 'Whole attempt.' }),
  }),
});

export const ProviderCreateInput = builder.inputType('ProviderCreateInput', {
  description: 'New provider.',
  fields: (t) => ({
    resource: t.field({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
    kind: t.field({ type: ProviderKind, required: true, description: 'Protocol.' }),
    baseUrl: t.string({ description: 'Address, when not the default.' }),
    allowPrivateNetwork: t.boolean({ defaultValue: false, description: 'Allow private network addresses.' }),
    timeouts: t.field({ type: ProviderTimeoutsInput, description: 'Time limits.' }),
    credential: t.field({ type: SecretInput, description: 'First credential.' }),
    settings: t.field({
      type: 'JSON',
      description: 'Settings of the kind, an object; see ProviderKindInfo.settingsSchema.',
    }),
  }),
});

export const ProviderUpdateInput = builder.inputType('ProviderUpdateInput', {
  description: 'Changes of a provider: omitted fields stay, null takes the default.',
  fields: (t) => ({
    resource: t.field({ type: ResourcePatchInput, description: 'Names and labels.' }),
    baseUrl: t.string({ description: 'Address.' }),
    allowPrivateNetwork: t.boolean({ description: 'Allow private network addresses.' }),
    timeouts: t.field({ type: ProviderTimeoutsInput, description: 'Time limits.' }),
    credential: t.field({
      type: SecretInput,
      description: 'Credential to use instead of all that it has; needed with a new host.',
    }),
    settings: t.field({ type: 'JSON', description: 'All settings of the kind, an object.' }),
    enabled: t.boolean({ description: 'Whether it takes part.' }),
  }),
});

type Fields = Pick<
  typeof ProviderUpdateInput.$inferInput,
  'baseUrl' | 'allowPrivateNetwork' | 'timeouts' | 'credential' | 'settings'
>;

/** What creating and changing have in common, in our own words. @throws GatewayError INVALID_REQUEST */
export function providerFields(
  { baseUrl, allowPrivateNetwork, timeouts, credential, settings }: Fields,
  path: readonly string[] = ['input'],
): ProviderChanges {
  return {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(allowPrivateNetwork != null && { allowPrivateNetwork }),
    ...(timeouts !== undefined && { timeouts: timeouts === null ? null : renamed(timeouts) }),
    ...(credential && { secret: secretOf(credential) }),
    ...(settings !== undefined && { settings: settings === null ? null : objectOf(settings, [...path, 'settings']) }),
  };
}

function renamed(timeouts: typeof ProviderTimeoutsInput.$inferInput): NonNullable<ProviderChanges['timeouts']> {
  return Object.fromEntries(Object.entries(timeouts).map(([name, value]) => [`${name}Ms`, value]));
}

function objectOf(settings: Json, path: readonly string[]): JsonObject {
  if (isJsonObject(settings)) return settings;
  throw invalidRequest([{ path, message: 'Must be a JSON object.', code: 'invalid_type' }]);
}
