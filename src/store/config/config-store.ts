/** The configuration in the database: remembered as long as nobody changes it, changed in one transaction. */
import { diffDocuments, type ResourceDifference, type ResourceKind } from '#core/config/difference.ts';
import type { ResourceMeta, StoredConfig } from '#core/config/stored.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Clock, Secrets } from '#core/ports.ts';
import type { Query } from '#store/columns.ts';
import { readSecrets, removeSecrets, type SealedSecrets, writeSecrets } from '#store/config/credential-secrets.ts';
import { loadConfig, readRevision } from '#store/config/load-config.ts';
import { writeResources } from '#store/config/write-resources.ts';
import type { Database } from '#store/database.ts';
import { actorRow, appendAudit } from '#store/history/append-audit.ts';
import { type Sealer, secretPlace } from '#store/seal.ts';
import type { ConfigEdit, ConfigStore } from '#store/store.ts';
import { revisions } from '#store/tables/history.ts';

export interface ConfigStoreDeps {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

interface Loaded {
  readonly config: StoredConfig;
  readonly sealed: SealedSecrets;
}

export function createConfigStore({ database, sealer, clock }: ConfigStoreDeps): ConfigStore & { secrets: Secrets } {
  let remembered: Loaded | undefined;

  /** A load may end after a change that began later. */
  const remember = (loaded: Loaded): StoredConfig => {
    if (!remembered || loaded.config.revision >= remembered.config.revision) remembered = loaded;
    return loaded.config;
  };
  const newest = async (query: Query): Promise<Loaded> => {
    const revision = await readRevision(query);
    if (remembered?.config.revision === revision) return remembered;
    return { config: await loadConfig(query), sealed: await readSecrets(query) };
  };

  return {
    load: async () => remember(await database.read(newest)),
    change: async (edit) => {
      const write = async (query: Query): Promise<Loaded> => {
        const before = await newest(query);
        return writeEdit(query, { before, edit: edit(before.config), sealer, now: clock.now() });
      };
      return remember(await database.write(write));
    },
    version: () => database.newestRevision(),
    secrets: {
      open(credentialId) {
        const envelope = remembered?.sealed.get(credentialId);
        const secret = envelope === undefined ? undefined : sealer.open(envelope, secretPlace(credentialId));
        if (secret !== undefined) return secret;
        const why = envelope === undefined ? 'has no secret' : 'cannot be opened with the secret key';
        throw new GatewayError('PROVIDER_CREDENTIAL', {
          message: 'The gateway has no usable credential for the provider.',
          internal: `Credential ${credentialId} ${why}.`,
        });
      },
    },
  };
}

interface Writing {
  readonly before: Loaded;
  readonly edit: ConfigEdit;
  readonly sealer: Sealer;
  readonly now: number;
}

async function writeEdit(query: Query, { before, edit, sealer, now }: Writing): Promise<Loaded> {
  const { document, secrets, audit } = edit;
  const differences = diffDocuments(before.config.document, document);
  if (differences.length === 0 && secrets.length === 0) return before;
  const touched = touchedBy(differences, edit);
  const meta = metaAfter(before.config.meta, differences, touched, now);
  const revision = before.config.revision + 1;
  const gone = differences.filter(({ action, kind }) => action === 'delete' && kind === 'credential');

  await removeSecrets(
    query,
    gone.map(({ id }) => id),
  );
  await writeResources(query, { touched, document, meta });
  await writeSecrets(query, secrets, sealer);
  const row = { number: revision, at: now, comment: audit.comment, differences, document };
  await query.insert(revisions).values({ ...row, ...actorRow(audit.actor) });
  await appendAudit(query, audit, { at: now, allowed: true, differences });

  const credentialsChanged = secrets.length > 0 || gone.length > 0;
  const sealed = credentialsChanged ? await readSecrets(query) : before.sealed;
  return { config: { revision, document, meta }, sealed };
}

type Touched = ReadonlyMap<ResourceKind, ReadonlySet<string>>;

function touchedBy(differences: readonly ResourceDifference[], { secrets, document }: ConfigEdit): Touched {
  const known = new Set(document.credentials.map(({ id }) => id));
  const stray = secrets.find(({ credentialId }) => !known.has(credentialId));
  if (stray) throw new Error(`There is no credential ${stray.credentialId} that its secret could be kept for.`);
  const ids = Map.groupBy(differences, ({ kind }) => kind);
  const touched = new Map([...ids].map(([kind, group]) => [kind, new Set(group.map(({ id }) => id))]));
  if (secrets.length > 0) {
    const changed = secrets.map(({ credentialId }) => credentialId);
    touched.set('credential', new Set([...(touched.get('credential') ?? []), ...changed]));
  }
  return touched;
}

function metaAfter(
  before: ReadonlyMap<string, ResourceMeta>,
  differences: readonly ResourceDifference[],
  touched: Touched,
  now: number,
): ReadonlyMap<string, ResourceMeta> {
  const after = new Map(before);
  for (const id of [...touched.values()].flatMap((ids) => [...ids])) {
    const known = before.get(id);
    after.set(id, { revision: (known?.revision ?? 0) + 1, createdAt: known?.createdAt ?? now, updatedAt: now });
  }
  for (const { action, id } of differences) if (action === 'delete') after.delete(id);
  return after;
}
