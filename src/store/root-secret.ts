/**
 * Random bytes that are made with the database and stay the same as long as it lives, sealed like every secret. That they
 * open is the proof that the secret key is the right one, before anything is written with a wrong one.
 */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Query } from '#store/columns.ts';
import type { Database } from '#store/database.ts';
import { type Sealer, secretPlace } from '#store/seal.ts';
import { StoreProblem } from '#store/store-problem.ts';
import { credentialSecrets } from '#store/tables/credential.ts';
import { meta } from '#store/tables/meta.ts';

const KEY = 'root-secret';
const PLACE = 'meta:root-secret';
const ROOT_BYTES = 32;

/** @throws StoreProblem where the key is not the one that the database was written with */
export async function openRootSecret(database: Database, sealer: Sealer): Promise<Uint8Array> {
  const known = await database.read(readSealed);
  if (known !== undefined && sealer.isCurrent(known)) return opened(known, sealer);
  return database.write(async (query) => {
    // Another process may have made it meanwhile.
    const sealed = await readSealed(query);
    const root = sealed === undefined ? new Uint8Array(randomBytes(ROOT_BYTES)) : opened(sealed, sealer);
    if (sealed !== undefined) await sealSecretsAnew(query, sealer);
    const value = sealer.seal(Buffer.from(root).toString('base64url'), PLACE);
    await query.insert(meta).values({ key: KEY, value }).onConflictDoUpdate({ target: meta.key, set: { value } });
    return root;
  });
}

async function readSealed(query: Query): Promise<string | undefined> {
  const [row] = await query.select({ value: meta.value }).from(meta).where(eq(meta.key, KEY));
  return row?.value;
}

function opened(sealed: string, sealer: Sealer): Uint8Array {
  const root = sealer.open(sealed, PLACE);
  if (root !== undefined) return new Uint8Array(Buffer.from(root, 'base64url'));
  throw new StoreProblem(
    'The secret key is not the one that this database was written with. Put back the key file that was there, or set GATEHOUSE_SECRET_KEY to the former value.',
  );
}

/** What a former key sealed; what no key opens stays as it is and is told when it is needed. */
async function sealSecretsAnew(query: Query, sealer: Sealer): Promise<void> {
  for (const { credentialId, sealed } of await query.select().from(credentialSecrets)) {
    const place = secretPlace(credentialId);
    const secret = sealer.isCurrent(sealed) ? undefined : sealer.open(sealed, place);
    if (secret === undefined) continue;
    await query
      .update(credentialSecrets)
      .set({ sealed: sealer.seal(secret, place) })
      .where(eq(credentialSecrets.credentialId, credentialId));
  }
}
