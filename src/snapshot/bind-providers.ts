/** From configured providers to ones that can be asked: adapter, parsed settings, address and credentials. */
import {
  type ConfigDocument,
  type CredentialConfig,
  DEFAULT_TIMEOUTS,
  type ProviderConfig,
} from '#core/config/document.ts';
import { type AnyProvider, defaultBaseUrlOf } from '#core/provider.ts';
import type { Target } from '#core/snapshot.ts';
import { type Report, type Tell, tellOf } from '#snapshot/report.ts';
import { schemaIssues } from '#snapshot/schema-issues.ts';

/** What a target has of its provider. */
export type BoundProvider = Omit<Target, 'name' | 'upstreamModel' | 'priority' | 'weight' | 'facts'>;

/** By id; those that are switched off are checked and not there. */
export function bindProviders(
  { providers, credentials }: ConfigDocument,
  adapters: ReadonlyMap<string, AnyProvider>,
  report: Report,
): ReadonlyMap<string, BoundProvider> {
  const byProvider = Map.groupBy(credentials, ({ providerId }) => providerId);
  const bound = new Map<string, BoundProvider>();
  for (const provider of providers) {
    const tell = tellOf(report, 'provider', provider);
    const adapter = adapters.get(provider.kind);
    if (!adapter) tell(['kind'], `There is no kind of provider named "${provider.kind}".`);
    const one = adapter && bindProvider(provider, byProvider.get(provider.id) ?? [], adapter, tell);
    if (one && provider.enabled) bound.set(provider.id, one);
  }
  return bound;
}

function bindProvider(
  { id, name, baseUrl: chosen, allowPrivateNetwork, timeouts, settings, enabled }: ProviderConfig,
  credentials: readonly CredentialConfig[],
  adapter: AnyProvider,
  tell: Tell,
): BoundProvider | undefined {
  const parsed = adapter.options.safeParse(settings);
  for (const { path, message } of parsed.success ? [] : schemaIssues(parsed.error))
    tell(['settings', ...path], message);
  const baseUrl = (chosen ?? defaultBaseUrlOf(adapter, settings))?.replace(/\/+$/, '');
  const problem = addressProblem(baseUrl, adapter);
  if (problem !== undefined) tell(['baseUrl'], problem);
  const usable = credentials
    .filter((credential) => credential.enabled)
    .map((credential) => ({ id: credential.id, weight: credential.weight }));
  if (enabled && needsCredential(adapter) && usable.length === 0) {
    tell([], 'It has no credential that is switched on, so its calls will fail.', 'warning');
  }
  if (!parsed.success || problem !== undefined || baseUrl === undefined) return undefined;
  return {
    provider: { id, name },
    adapter,
    options: parsed.data,
    baseUrl,
    allowPrivateNetwork,
    timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts },
    credentials: usable,
  };
}

/** Whether it may be connected to is judged elsewhere; here, whether the adapter's requests could be sent there at all. */
function addressProblem(baseUrl: string | undefined, { id, title, respond }: AnyProvider): string | undefined {
  if (baseUrl === undefined) return `${title} has no address of its own: give one.`;
  const protocol = URL.parse(baseUrl)?.protocol;
  if (protocol === undefined) return 'This is not a URL. It looks like https://api.example.com/v1.';
  if (respond) return protocol === `${id}:` ? undefined : `The URL has to begin with ${id}://.`;
  return protocol === 'https:' || protocol === 'http:' ? undefined : 'The URL has to begin with https:// or http://.';
}

function needsCredential({ credential }: AnyProvider): boolean {
  return credential.type !== 'none' && !(credential.type === 'bearer' && credential.optional);
}
