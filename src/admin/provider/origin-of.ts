/** The host that the secrets of a provider are sent to; a secret was given for that one and for no other. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ProviderConfig } from '#core/config/document.ts';
import { defaultBaseUrlOf } from '#core/provider.ts';

export function originOf({ baseUrl, kind, settings }: ProviderConfig, { deps }: AdminContext): string | undefined {
  const adapter = deps.providers.find(({ id }) => id === kind);
  const fallback = adapter && defaultBaseUrlOf(adapter, settings);
  return URL.parse(baseUrl ?? fallback ?? '')?.origin;
}
