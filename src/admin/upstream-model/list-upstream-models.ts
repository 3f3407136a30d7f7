/** Asks the vendor of a stored provider which models it has; where it cannot be asked, offers those that are suggested. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { listModels } from '#admin/connection-test/list-models.ts';
import { storedSubject } from '#admin/connection-test/test-subject.ts';
import type { UpstreamModel } from '#admin/upstream-model/upstream-model.ts';

export interface ListUpstreamModels {
  readonly providerId: string;
  /** Part of a name, in any case. */
  readonly search?: string | null | undefined;
}

/**
 * By name.
 * @throws GatewayError INVALID_REQUEST where there is no such provider; why it does not tell where it does not; CANCELLED
 */
export async function listUpstreamModels(
  { providerId, search }: ListUpstreamModels,
  context: AdminContext,
  signal: AbortSignal,
): Promise<readonly UpstreamModel[]> {
  const { clock, catalogue } = context.deps;
  const subject = await storedSubject(providerId, context, ['providerId']);
  try {
    const { adapter } = subject;
    const list = await listModels(subject, { clock, signal });
    if (list.type === 'failed') throw list.error;
    const names = list.type === 'answered' ? list.value : adapter.suggestedModels;
    const part = search?.toLowerCase() ?? '';
    return [...new Set(names)]
      .filter((name) => name.toLowerCase().includes(part))
      .sort()
      .map((name) => ({ name, facts: catalogue.find(adapter.id, name) }));
  } finally {
    await subject.close();
  }
}
