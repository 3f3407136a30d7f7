/** What is tested: an adapter with its address and settings, and the way to send with its credential. */
import type { AdminContext, AdminDeps } from '#admin/admin-deps.ts';
import { Draft } from '#admin/draft.ts';
import { addProvider } from '#admin/provider/create-provider.ts';
import type { ProviderCreateInput } from '#admin/provider/provider-input.ts';
import { DEFAULT_TIMEOUTS, type ProviderConfig } from '#core/config/document.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { zodIssues } from '#core/error/zod-issues.ts';
import type { SendOptions, Timeouts, Transport } from '#core/ports.ts';
import { type AnyProvider, defaultBaseUrlOf, type Endpoint } from '#core/provider.ts';

export interface TestSubject extends Endpoint<never> {
  readonly adapter: AnyProvider;
  readonly allowPrivateNetwork: boolean;
  readonly timeouts: Timeouts;
  /** Undefined where the provider has none. */
  readonly credential: SendOptions['credential'] | undefined;
  readonly transport: Transport;
  /** The vendor's names of models that are in use already. */
  readonly usedModels: readonly string[];
  close(): Promise<void>;
}

/** Somebody waits for the result. */
const LONGEST_TEST_MS = 60_000;

/** @throws GatewayError INVALID_REQUEST where there is no such provider. */
export async function storedSubject(
  providerId: string,
  { deps }: AdminContext,
  path: readonly string[] = ['input', 'providerId'],
): Promise<TestSubject> {
  const { document } = await deps.store.config.load();
  const provider = document.providers.find(({ id }) => id === providerId);
  if (!provider) throw refusal(path, `There is no provider with the id "${providerId}".`);
  const [strongest] = document.credentials
    .filter((credential) => credential.providerId === providerId && credential.enabled)
    .sort((left, right) => right.weight - left.weight);
  const endpoint = endpointOf(provider, deps, path);
  return {
    ...endpoint,
    credential: strongest && signedBy(strongest.id, endpoint.adapter),
    transport: deps.transport,
    usedModels: document.models
      .flatMap(({ targets }) => targets)
      .flatMap((target) => (target.providerId === providerId ? target.upstreamModel : [])),
    close: async () => undefined,
  };
}

/** @throws GatewayError INVALID_REQUEST where the draft cannot be a provider. */
export async function draftedSubject(input: ProviderCreateInput, context: AdminContext): Promise<TestSubject> {
  const { deps } = context;
  const path = ['input', 'draft'];
  const draft = new Draft(await deps.store.config.load());
  const provider = addProvider(draft, input, context, path);
  // How it will be called has no part in the test, and what is wrong with its address is for the steps to say.
  const issues = draft.problems.filter(({ code, path: at }) => code !== 'address-blocked' && !at.includes('resource'));
  if (issues.length > 0) throw invalidRequest(issues);
  const endpoint = endpointOf(provider, deps, path);
  const credential = input.secret == null ? undefined : signedBy(provider.id, endpoint.adapter);
  const own = credential && input.secret != null ? deps.transportWith(input.secret) : undefined;
  return {
    ...endpoint,
    credential,
    transport: own ?? deps.transport,
    usedModels: [],
    close: async () => own?.close(),
  };
}

function signedBy(id: string, { credential }: AnyProvider): TestSubject['credential'] {
  return credential.type === 'none' ? undefined : { id, kind: credential };
}

function endpointOf(
  { kind, baseUrl, settings, timeouts, allowPrivateNetwork }: ProviderConfig,
  { providers }: AdminDeps,
  path: readonly string[],
): Pick<TestSubject, 'adapter' | 'baseUrl' | 'options' | 'timeouts' | 'allowPrivateNetwork'> {
  const adapter = providers.find(({ id }) => id === kind);
  if (!adapter) throw refusal([...path, 'kind'], `There is no kind of provider named "${kind}".`);
  const address = baseUrl ?? defaultBaseUrlOf(adapter, settings);
  if (address === undefined)
    throw refusal([...path, 'baseUrl'], `${adapter.title} has no address of its own: give one.`);
  const options = adapter.options.safeParse(settings);
  if (!options.success) throw invalidRequest(zodIssues(options.error, [...path, 'settings']));
  const limits = { ...DEFAULT_TIMEOUTS, ...timeouts };
  return {
    adapter,
    baseUrl: address,
    options: options.data,
    timeouts: { ...limits, totalMs: Math.min(limits.totalMs, LONGEST_TEST_MS) },
    allowPrivateNetwork,
  };
}

function refusal(path: readonly string[], message: string): Error {
  return invalidRequest([{ path, message, code: 'custom' }]);
}
