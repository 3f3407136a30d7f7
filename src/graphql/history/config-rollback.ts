/** The mutation `configRollback`: back to an earlier configuration, as a new revision. */
import type { ChangeOutcome } from '#admin/change-config.ts';
import { type RolledBack, rollbackConfig } from '#admin/config/rollback-config.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { ConfigPayload } from '#graphql/config/config-payload.ts';
import { WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { ConfigRevision } from '#graphql/history/config-revision.ts';

const ConfigRollbackPayload = builder.objectRef<ChangeOutcome<RolledBack>>('ConfigRollbackPayload').implement({
  description: 'Result of configRollback.',
  interfaces: [ConfigPayload],
  fields: (t) => ({
    configRevision: t.field({
      type: ConfigRevision,
      nullable: true,
      description: 'The new revision, or the present one where nothing was different; null on a dry run.',
      resolve: (outcome) => {
        const written = outcome.type === 'changed' && !outcome.dryRun;
        return written && outcome.config.revision > 0 ? `rev_${outcome.config.revision}` : null;
      },
    }),
  }),
});

builder.mutationField('configRollback', (t) =>
  t.field({
    type: ConfigRollbackPayload,
    description:
      'Return to an earlier configuration. Secrets stay as they are now: what was replaced, revoked or deleted since does not come back.',
    args: {
      toRevision: t.arg({ type: 'SafeInt', required: true, description: 'Revision to return to.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { toRevision, options }, context) =>
      rollbackConfig({ toRevision }, adminOf(context), writeOptions(options)),
  }),
);
