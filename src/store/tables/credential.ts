/** Credentials of providers, and apart from them their sealed secrets, which no list of credentials ever reads. */
import { booleanColumn, index, integerColumn, table, textColumn } from '#store/columns.ts';
import { providers } from '#store/tables/provider.ts';
import { resourceColumns } from '#store/tables/resource-columns.ts';

export const credentials = table(
  'credentials',
  {
    ...resourceColumns(),
    providerId: textColumn('provider_id')
      .notNull()
      .references(() => providers.id),
    weight: integerColumn('weight').notNull(),
    enabled: booleanColumn('enabled').notNull(),
    fingerprint: textColumn('fingerprint').notNull(),
    hint: textColumn('hint').notNull(),
  },
  (columns) => [index('credentials_provider').on(columns.providerId)],
);

export const credentialSecrets = table('credential_secrets', {
  credentialId: textColumn('credential_id')
    .primaryKey()
    .references(() => credentials.id),
  /** Envelope of `seal.ts`. */
  sealed: textColumn('sealed').notNull(),
});
