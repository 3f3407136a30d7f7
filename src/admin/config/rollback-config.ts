/** Returns to an earlier configuration. Secrets stay as they are now: what was replaced, revoked or removed stays so. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import { earlierDocument } from '#admin/config/earlier-document.ts';
import type { Draft } from '#admin/draft.ts';

export interface RollbackConfig {
  readonly toRevision: number;
}

export interface RolledBack {
  /** The revision that was returned to; the new one is that of the outcome's configuration. */
  readonly toRevision: number;
}

export async function rollbackConfig(
  { toRevision }: RollbackConfig,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<RolledBack>> {
  const earlier = await context.deps.store.history.documentAt(toRevision);
  if (!earlier) {
    const message = `There is no revision ${toRevision} of the configuration.`;
    return { type: 'refused', problems: [{ code: 'not-found', path: ['toRevision'], message }] };
  }
  const edit = (draft: Draft) => {
    draft.become(earlierDocument(draft, earlier, context));
    return { toRevision };
  };
  const target = { id: `rev_${toRevision}`, name: `revision ${toRevision}` };
  return changeConfig({ action: 'config.rollback', targetOf: () => target, edit }, context, options);
}
