/** From configured models and providers to targets that can be asked: adapter, parsed settings, address and credentials. */
import {
  type ConfigDocument,
  type CredentialConfig,
  DEFAULT_TIMEOUTS,
  type ModelConfig,
  type ProviderConfig,
  type TargetConfig,
} from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { AnyProvider } from '#core/provider.ts';
import type { Model, Target } from '#core/snapshot.ts';

type Report = (problem: ConfigProblem) => void;
type BoundProvider = Omit<Target, 'name' | 'upstreamModel' | 'priority' | 'weight'>;

/** By id; models that are switched off or have no target left are not there. */
export function bindModels(
  document: ConfigDocument,
  adapters: ReadonlyMap<string, AnyProvider>,
  report: Report,
): ReadonlyMap<string, Model> {
  const bound = new Map<string, BoundProvider>();
  for (const provider of document.providers) {
    const credentials = document.credentials.filter(({ providerId }) => providerId === provider.id);
    const one = bindProvider(provider, credentials, adapters.get(provider.kind), report);
    if (one && provider.enabled) bound.set(provider.id, one);
  }
  return new Map(document.models.flatMap((model) => bindModel(model, bound, report)));
}

function bindModel(
  model: ModelConfig,
  providers: ReadonlyMap<string, BoundProvider>,
  report: Report,
): [string, Model][] {
  if (!model.enabled) return [];
  const { id, name, displayName, description, maxAttempts } = model;
  const targets = model.targets
    .flatMap((target) => bindTarget(target, providers.get(target.providerId)))
    .sort((left, right) => left.priority - right.priority || (left.name < right.name ? -1 : 1));
  if (targets.length === 0) {
    const message = 'Callers cannot use it: the providers of all its targets are switched off.';
    report({ kind: 'model', id, name, path: ['targets'], message, severity: 'warning' });
    return [];
  }
  return [[id, { id, name, displayName, description, targets, maxAttempts: maxAttempts ?? targets.length }]];
}

function bindTarget(
  { name, upstreamModel, priority, weight }: TargetConfig,
  provider: BoundProvider | undefined,
): Target[] {
  return provider ? [{ ...provider, name, upstreamModel, priority, weight }] : [];
}

function bindProvider(
  provider: ProviderConfig,
  credentials: readonly CredentialConfig[],
  adapter: AnyProvider | undefined,
  report: Report,
): BoundProvider | undefined {
  const { id, name, allowPrivateNetwork, timeouts } = provider;
  const tell = (path: readonly PropertyKey[], message: string, severity: ConfigProblem['severity'] = 'error') =>
    report({ kind: 'provider', id, name, path: path.map(String), message, severity });
  if (!adapter) return void tell(['kind'], `There is no kind of provider named "${provider.kind}".`);
  const settings = adapter.options.safeParse(provider.settings);
  if (!settings.success) {
    for (const issue of settings.error.issues) tell(['settings', ...issue.path], issue.message);
    return undefined;
  }
  const baseUrl = provider.baseUrl ?? adapter.defaultBaseUrl;
  if (baseUrl === undefined) return void tell(['baseUrl'], `${adapter.title} has no address of its own: give one.`);
  const usable = credentials.filter(({ enabled }) => enabled).map((one) => ({ id: one.id, weight: one.weight }));
  if (provider.enabled && needsCredential(adapter) && usable.length === 0) {
    tell(['credential'], 'It has no credential that is switched on, so its calls will fail.', 'warning');
  }
  return {
    provider: { id, name },
    adapter,
    options: settings.data,
    baseUrl,
    allowPrivateNetwork,
    timeouts: { ...DEFAULT_TIMEOUTS, ...timeouts },
    credentials: usable,
  };
}

function needsCredential({ credential }: AnyProvider): boolean {
  return credential.type === 'header' || (credential.type === 'bearer' && !credential.optional);
}
