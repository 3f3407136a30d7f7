/** What a mutation may say of a provider, and what it amounts to. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { Draft } from '#admin/draft.ts';
import type { NewResource, ResourcePatch } from '#admin/resource.ts';
import type { ProviderConfig, TimeoutsConfig } from '#core/config/document.ts';
import type { JsonObject } from '#core/json.ts';

export interface ProviderCreateInput {
  readonly resource: NewResource;
  /** Id of the adapter. */
  readonly kind: string;
  readonly baseUrl?: string | null;
  readonly allowPrivateNetwork?: boolean | null;
  readonly timeouts?: TimeoutsPatch | null;
  /** Plain secret of a first credential. */
  readonly secret?: string | null;
  readonly settings?: JsonObject | null;
}

/** What is absent stays; null takes the default again. */
export interface ProviderUpdateInput {
  readonly resource?: ResourcePatch | null;
  readonly baseUrl?: string | null;
  readonly allowPrivateNetwork?: boolean | null;
  readonly timeouts?: TimeoutsPatch | null;
  /** Plain secret to use from now on, needed where the address leads to another host. */
  readonly secret?: string | null;
  readonly settings?: JsonObject | null;
  readonly enabled?: boolean | null;
}

/** Milliseconds. */
export type TimeoutsPatch = { readonly [Name in keyof TimeoutsConfig]?: number | null };

const LONGEST_TIMEOUT_MS = 24 * 3_600_000;

export function patchTimeouts(
  draft: Draft,
  known: ProviderConfig['timeouts'],
  patch: TimeoutsPatch | null | undefined,
  path: readonly string[] = ['input'],
): ProviderConfig['timeouts'] {
  if (patch === undefined) return known;
  const merged = Object.entries({ ...known, ...patch }).filter((entry): entry is [string, number] => entry[1] != null);
  for (const [name, value] of merged) {
    if (value >= 1 && value <= LONGEST_TIMEOUT_MS) continue;
    const field = name.replace(/Ms$/, '');
    draft.report('out-of-range', [...path, 'timeouts', field], 'Must be longer than nothing and at most a day.');
  }
  return patch === null ? {} : Object.fromEntries(merged);
}

/** The text of an address is judged when it is saved, the addresses behind its name whenever a connection is made. */
export function checkAddress(
  draft: Draft,
  provider: ProviderConfig,
  { deps }: AdminContext,
  path: readonly string[] = ['input'],
): void {
  const { baseUrl, allowPrivateNetwork, kind } = provider;
  const adapter = deps.providers.find(({ id }) => id === kind);
  if (baseUrl === null || adapter?.respond) return;
  const problem = deps.addressProblem(baseUrl, allowPrivateNetwork);
  if (problem !== undefined) draft.report('address-blocked', [...path, 'baseUrl'], problem);
}

/** Without the slash that people put at the end. */
export function plainUrl(url: string | null | undefined): string | null {
  return url == null ? null : url.replace(/\/+$/, '');
}
