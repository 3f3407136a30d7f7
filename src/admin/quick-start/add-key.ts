/** A first key, and the consumer to whom it belongs. */
import type { AdminContext, MintedKey } from '#admin/admin-deps.ts';
import { newApiKey } from '#admin/api-key/create-api-key.ts';
import { addConsumer } from '#admin/consumer/create-consumer.ts';
import type { Draft } from '#admin/draft.ts';
import { chosenName } from '#admin/quick-start/chosen-name.ts';
import { newResource } from '#admin/resource.ts';
import type { ApiKeyConfig, ConsumerConfig, RouteConfig } from '#core/config/document.ts';

interface FirstKey {
  readonly route: RouteConfig;
  readonly minted: MintedKey;
  readonly name: string | null | undefined;
}

export function addKey(
  draft: Draft,
  { route, minted, name }: FirstKey,
  { deps }: AdminContext,
): { readonly consumer: ConsumerConfig; readonly apiKey: ApiKeyConfig } {
  const path = ['input', 'key'];
  const keyNames = newResource(draft, 'api-key', minted.id, chosenName(name, `${route.displayName} key`), path);
  const owner = { displayName: name ?? route.displayName };
  const consumer = addConsumer(draft, newResource(draft, 'consumer', deps.newId('csm'), owner, path), {}, path);
  const apiKey = newApiKey(keyNames, consumer.id, minted);
  draft.add('api-key', apiKey, path);
  return { consumer, apiKey };
}
