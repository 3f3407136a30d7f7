/** Reading earlier configurations, and comparing any two. */
import { diffDocuments } from '#core/config/difference.ts';
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { builder } from '#graphql/builder.ts';
import { storeOf } from '#graphql/config/admin-context.ts';
import { ResourceDifferenceType } from '#graphql/config/config-payload.ts';
import { connectionOf, PAGE_ARGUMENTS, pageComplexity, readPage, toConnection } from '#graphql/connection.ts';
import { ConfigRevision } from '#graphql/history/config-revision.ts';
import { numberAfter } from '#graphql/history/number-cursor.ts';
import type { Store } from '#store/store.ts';

const ConfigRevisionConnection = connectionOf('ConfigRevision', ConfigRevision, { plural: 'revisions' });

/** Two documents are rebuilt and compared. */
const DIFF_COMPLEXITY = 50;

builder.queryField('configRevisions', (t) =>
  t.field({
    type: ConfigRevisionConnection,
    description: 'Versions of the configuration, newest first.',
    args: { ...PAGE_ARGUMENTS },
    complexity: pageComplexity,
    async resolve(_root, args, context) {
      const { first, after } = readPage(args);
      const page = await storeOf(context).history.revisions({ first, after: numberAfter(after) });
      return toConnection({ ...page, cursorOf: ({ number }) => String(number) }, after);
    },
  }),
);

builder.queryField('configDiff', (t) =>
  t.field({
    type: [ResourceDifferenceType],
    description: 'What one version of the configuration has that another has not. Secrets are not compared.',
    complexity: DIFF_COMPLEXITY,
    args: {
      from: t.arg({ type: 'SafeInt', required: true, description: 'Older revision; 0 for before the first.' }),
      to: t.arg({ type: 'SafeInt', description: 'Newer revision; the present one when omitted.' }),
    },
    async resolve(_root, { from, to }, context) {
      const store = storeOf(context);
      const after = to == null ? (await store.config.load()).document : await documentAt(to, store);
      return [...diffDocuments(await documentAt(from, store), after)];
    },
  }),
);

/** @throws GatewayError NOT_FOUND */
async function documentAt(revision: number, { history }: Store): Promise<ConfigDocument> {
  const document = revision === 0 ? EMPTY_DOCUMENT : await history.documentAt(revision);
  if (document) return document;
  throw new GatewayError('NOT_FOUND', { message: `There is no revision ${revision} of the configuration.` });
}
