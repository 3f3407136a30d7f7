/** The sealed secrets of credentials: read and written beside the configuration, opened only when a call needs one. */
import { inArray } from 'drizzle-orm';
import type { Query } from '#store/columns.ts';
import type { Sealer } from '#store/seal.ts';
import { secretPlace } from '#store/seal.ts';
import { credentialSecrets } from '#store/tables/credential.ts';

/** Envelopes by the id of their credential. */
export type SealedSecrets = ReadonlyMap<string, string>;

export interface NewSecret {
  readonly credentialId: string;
  readonly secret: string;
}

export async function readSecrets(query: Query): Promise<SealedSecrets> {
  const rows = await query.select().from(credentialSecrets);
  return new Map(rows.map(({ credentialId, sealed }) => [credentialId, sealed]));
}

export async function writeSecrets(query: Query, secrets: readonly NewSecret[], sealer: Sealer): Promise<void> {
  for (const { credentialId, secret } of secrets) {
    const sealed = sealer.seal(secret, secretPlace(credentialId));
    await query
      .insert(credentialSecrets)
      .values({ credentialId, sealed })
      .onConflictDoUpdate({ target: credentialSecrets.credentialId, set: { sealed } });
  }
}

export async function removeSecrets(query: Query, credentialIds: readonly string[]): Promise<void> {
  if (credentialIds.length === 0) return;
  await query.delete(credentialSecrets).where(inArray(credentialSecrets.credentialId, [...credentialIds]));
}
