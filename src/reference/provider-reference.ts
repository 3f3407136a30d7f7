/** The providers: who can be connected and with which settings, for people and for editors that check a configuration. */
import { type AnyProvider, type CredentialKind, defaultBaseUrlOf } from '#core/provider.ts';
import { providers } from '#providers/registry.ts';
import { configSchemaOf, fieldTable } from '#reference/config-fields.ts';
import { type GeneratedFile, jsonFile, page } from '#reference/generated-file.ts';
import { code, table } from '#reference/markdown.ts';
import { featureTables } from '#reference/provider-features.ts';

export function providerReference(): readonly GeneratedFile[] {
  return [
    ...providers.map(({ id, title, options }) =>
      jsonFile(`schema/providers/${id}.json`, configSchemaOf(title, options)),
    ),
    page('providers', 'Providers', [
      'Who can be connected with `providerCreate` or `quickStart`. Every provider takes a name, a base URL, time limits and one or more credentials; the settings below are its own (`settings`).',
      table(
        ['Provider', 'Kind', 'Base URL', 'Credential'],
        providers.map((provider) => [
          `[${provider.title}](#${anchorOf(provider.title)})`,
          code(provider.id),
          addressOf(provider),
          credentialOf(provider.credential),
        ]),
      ),
      ...featureTables(),
      ...providers.flatMap(section),
    ]),
  ];
}

function section({
  id,
  title,
  docsUrl,
  keyPageUrl,
  suggestedModels,
  modelList,
  options,
}: AnyProvider): readonly string[] {
  const names = suggestedModels.map((name) => code(name)).join(', ');
  return [
    `## ${title}`,
    [
      `- The API that is spoken: <${docsUrl}>`,
      ...(keyPageUrl === undefined ? [] : [`- Keys are made at <${keyPageUrl}>`]),
      `- Names of models: ${modelList ? 'the provider is asked for them' : 'the provider cannot be asked for them'}${names === '' ? '' : `; to begin with ${names}`}.`,
      `- Schema of the settings: [\`schema/providers/${id}.json\`](../../schema/providers/${id}.json).`,
    ].join('\n'),
    fieldTable(options),
  ];
}

function addressOf(provider: AnyProvider): string {
  const address = defaultBaseUrlOf(provider, {});
  if (address === undefined) return '_needed_';
  return typeof provider.defaultBaseUrl === 'function' ? `${code(address)}, by its settings` : code(address);
}

function credentialOf(credential: CredentialKind): string {
  switch (credential.type) {
    case 'none':
      return 'none';
    case 'bearer':
      return `key, sent as \`Authorization: Bearer\`${credential.optional ? '; may be absent' : ''}`;
    case 'header':
      return `key, sent as ${code(credential.name)}`;
    case 'aws':
      return 'access keys as JSON, which sign the request, or an API key';
    case 'google':
      return 'JSON key of a service account, or an access token';
    case 'azure':
      return 'key, sent as `api-key`, or client credentials of Entra as JSON';
    default:
      return credential satisfies never;
  }
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
