/** Tries a provider, stored or not: first the way to it, then what it answers. Nothing is stored and no secret comes back. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type Asked, askProvider } from '#admin/connection-test/ask-provider.ts';
import type { ConnectionCheck, ConnectionStep } from '#admin/connection-test/connection-check.ts';
import { skippedStep } from '#admin/connection-test/skipped-step.ts';
import { draftedSubject, storedSubject, type TestSubject } from '#admin/connection-test/test-subject.ts';
import type { ProviderCreateInput } from '#admin/provider/provider-input.ts';

export type TestConnection = { readonly providerId: string } | { readonly draft: ProviderCreateInput };

const STEP_KINDS = { POLICY: 'policy', DNS: 'dns', CONNECT: 'connect', TLS: 'tls' } as const;
const NETWORK_STEPS = Object.values(STEP_KINDS);

const NOT_ASKED: Asked = {
  steps: [skippedStep('authenticate'), skippedStep('list-models'), skippedStep('complete')],
  models: [],
};

/** @throws GatewayError INVALID_REQUEST where the input names no provider or cannot be one; CANCELLED */
export async function testConnection(
  input: TestConnection,
  context: AdminContext,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const subject =
    'draft' in input ? await draftedSubject(input.draft, context) : await storedSubject(input.providerId, context);
  const { clock, catalogue } = context.deps;
  const checkedAt = clock.now();
  try {
    const way = await tryTheWay(subject, context, signal);
    const asked = allPassed(way) ? await askProvider(subject, context, signal) : NOT_ASKED;
    const steps = [...way, ...asked.steps];
    const models = asked.models.map((name) => ({ name, facts: catalogue.find(subject.adapter.id, name) }));
    return { ok: allPassed(steps), steps, checkedAt, models };
  } finally {
    await subject.close();
  }
}

async function tryTheWay(
  { adapter, baseUrl, allowPrivateNetwork }: TestSubject,
  { deps }: AdminContext,
  signal: AbortSignal,
): Promise<readonly ConnectionStep[]> {
  if (adapter.respond) return NETWORK_STEPS.map((kind) => skippedStep(kind, 'It answers inside the gateway.'));
  const steps = await deps.probe(baseUrl, { allowPrivateNetwork, signal });
  return steps.map(({ name, ...step }) => ({ kind: STEP_KINDS[name], ...step }));
}

function allPassed(steps: readonly ConnectionStep[]): boolean {
  return steps.every(({ status }) => status !== 'failed');
}
