/** Everything that is generated: contracts in `schema/`, pages in `docs/reference/`, and the settings to begin with. */
import { printSchemas } from '#graphql/print-schema.ts';
import { errorReference } from '#reference/error-reference.ts';
import type { GeneratedFile } from '#reference/generated-file.ts';
import { openapiFile } from '#reference/openapi/openapi-file.ts';
import { pluginReference } from '#reference/plugin-reference.ts';
import { providerReference } from '#reference/provider-reference.ts';
import { roomsPage } from '#reference/rooms-page.ts';
import { settingsReference } from '#reference/settings-reference.ts';

/** Folders in which nothing else stands. */
export const GENERATED_FOLDERS = ['schema', 'docs/reference'] as const;

export function contracts(): readonly GeneratedFile[] {
  return [
    ...printSchemas(),
    openapiFile(),
    ...errorReference(),
    ...pluginReference(),
    ...providerReference(),
    ...settingsReference(),
    roomsPage(),
  ];
}
