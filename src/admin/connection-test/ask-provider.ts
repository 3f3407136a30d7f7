/** Asks a provider for its models and for a short answer, and judges by both whether it takes the credential. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type Attempt, attempt } from '#admin/connection-test/attempt.ts';
import type { ConnectionStep, ConnectionStepKind } from '#admin/connection-test/connection-check.ts';
import { listModels, type Timing } from '#admin/connection-test/list-models.ts';
import { skippedStep } from '#admin/connection-test/skipped-step.ts';
import type { TestSubject } from '#admin/connection-test/test-subject.ts';
import { chatRequest } from '#core/chat/request.ts';
import type { GatewayError } from '#core/error/gateway-error.ts';

export interface Asked {
  readonly steps: readonly ConnectionStep[];
  readonly models: readonly string[];
}

/** Some vendors refuse to answer in fewer. */
const FEW_TOKENS = 16;

const QUESTION = chatRequest({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Say hello.' }] }],
  sampling: { maxOutputTokens: FEW_TOKENS },
});

export async function askProvider(subject: TestSubject, { deps }: AdminContext, signal: AbortSignal): Promise<Asked> {
  const missing = missingCredential(subject);
  if (missing) return { steps: [missing, skippedStep('list-models'), skippedStep('complete')], models: [] };
  const timing = { clock: deps.clock, signal };
  const list = await listModels(subject, timing);
  const models = list.type === 'answered' ? list.value : [];
  const answer = hasFailed(list) ? EARLIER : await complete(subject, modelFor(subject, models), timing);
  const listed = list.type === 'answered' ? `${models.length} models.` : '';
  return {
    steps: [
      judgeCredential(subject, [list, answer]),
      stepOf('list-models', list, listed),
      stepOf('complete', answer, 'It answered.'),
    ],
    models,
  };
}

const EARLIER = { type: 'skipped', why: 'An earlier step failed.' } as const;

async function complete(
  subject: TestSubject,
  upstreamModel: string | undefined,
  timing: Timing,
): Promise<Attempt<unknown>> {
  if (upstreamModel === undefined) return { type: 'skipped', why: 'No model is known that could be asked.' };
  const { adapter } = subject;
  return attempt(subject, {
    ...timing,
    encode: () => adapter.encode({ ...subject, request: QUESTION, upstreamModel, stream: false }).wire,
    decode: adapter.decodeResult,
  });
}

/** One that is in use, or one that surely chats: a list has models for other purposes too. */
function modelFor({ usedModels, adapter }: TestSubject, found: readonly string[]): string | undefined {
  const [used] = usedModels;
  const suggested = adapter.suggestedModels.find((name) => found.length === 0 || found.includes(name));
  return used ?? suggested ?? found[0];
}

function missingCredential({ adapter, credential }: TestSubject): ConnectionStep | undefined {
  const { credential: wanted } = adapter;
  if (credential || wanted.type === 'none' || (wanted.type === 'bearer' && wanted.optional)) return undefined;
  const message = 'The provider has no credential that is switched on.';
  return { kind: 'authenticate', status: 'failed', durationMs: 0, message };
}

function judgeCredential({ credential }: TestSubject, attempts: readonly Attempt<unknown>[]): ConnectionStep {
  const kind = 'authenticate';
  const refused = attempts.find((one) => one.type === 'failed' && isRefusal(one.error));
  if (refused) return stepOf(kind, refused, '');
  if (!credential) return skippedStep(kind, 'No credential was sent.');
  const answered = attempts.find((one) => one.type === 'answered');
  return answered ? stepOf(kind, answered, 'The credential was taken.') : skippedStep(kind, 'Nothing was answered.');
}

function isRefusal({ code }: GatewayError): boolean {
  return code === 'PROVIDER_CREDENTIAL';
}

function hasFailed(attempted: Attempt<unknown>): boolean {
  return attempted.type === 'failed';
}

/** A refused credential is told once, at its own step. */
function stepOf(kind: ConnectionStepKind, attempted: Attempt<unknown>, message: string): ConnectionStep {
  if (attempted.type === 'skipped') return skippedStep(kind, attempted.why);
  const { durationMs } = attempted;
  if (attempted.type === 'answered') return { kind, status: 'passed', durationMs, message };
  const { error } = attempted;
  if (isRefusal(error) && kind !== 'authenticate') return skippedStep(kind);
  const { upstreamStatus } = error.details;
  const status = upstreamStatus === undefined ? '' : ` (HTTP ${upstreamStatus})`;
  return { kind, status: 'failed', durationMs, message: `${error.message}${status}` };
}
