/** The host that the secrets of a provider are sent to; a secret was given for that one and for no other. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ProviderConfig } from '#core/config/document.ts';

export function originOf({ baseUrl, kind }: ProviderConfig, { deps }: AdminContext): string | undefined {
  const fallback = deps.providers.find((adapter) => adapter.id === kind)?.defaultBaseUrl;
  return URL.parse(baseUrl ?? fallback ?? '')?.origin;
}
