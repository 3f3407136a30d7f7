/** The configuration in the store: whole, in order, and changed by differences alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { AUDIT, become, edited, storeRoom } from '#test/store/store-room.ts';

test('an empty store holds the empty document at revision 0', async (context) => {
  const store = await (await storeRoom(context)).open();
  const { revision, document, meta } = await store.config.load();
  assert.deepEqual({ revision, document, meta: [...meta] }, { revision: 0, document: EMPTY_DOCUMENT, meta: [] });
  assert.equal(store.config.version(), 0);
});

test('every field of every resource comes back as it was given', async (context) => {
  const room = await storeRoom(context);
  const written = await (await room.open()).config.change(become(RICH_DOCUMENT));
  const read = await (await room.open()).config.load();
  assert.deepEqual(read.document, RICH_DOCUMENT);
  assert.deepEqual(read, written);
  assert.equal(read.revision, 1);
  assert.deepEqual(read.meta.get('mdl_one'), { revision: 1, createdAt: room.now, updatedAt: room.now });
  assert.equal(read.meta.size, Object.values(RICH_DOCUMENT).flat().length);
});

test('only what differs gets a new revision, and keeps the time it was made', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT));
  const made = room.now;
  room.now += 1_000;
  const config = await store.config.change(edited(reordered));
  const fresh = await (await room.open()).config.load();
  assert.deepEqual(fresh, { ...config, document: fresh.document });
  assert.deepEqual(fresh.document.models[0]?.targets, reordered(RICH_DOCUMENT).models[0]?.targets);
  assert.equal(fresh.revision, 2);
  const changed = [...fresh.meta].filter(([, { revision }]) => revision > 1);
  assert.deepEqual(changed, [['mdl_one', { revision: 2, createdAt: made, updatedAt: room.now }]]);
});

function reordered({ models }: ConfigDocument) {
  return { models: models.map((model) => ({ ...model, targets: model.targets.toReversed() })) };
}

test('a change that changes nothing writes nothing', async (context) => {
  const store = await (await storeRoom(context)).open();
  await store.config.change(become(RICH_DOCUMENT));
  const config = await store.config.change(edited(({ models }) => ({ models: models.map((model) => ({ ...model })) })));
  assert.equal(config.revision, 1);
  assert.equal((await store.history.auditEvents({ first: 10, after: null })).totalCount, 1);
  assert.equal((await store.history.revisions({ first: 10, after: null })).totalCount, 1);
});

test('an edit that throws leaves everything as it was, and its error comes out', async (context) => {
  const store = await (await storeRoom(context)).open();
  const before = await store.config.change(become(RICH_DOCUMENT));
  const refusal = new Error('no');
  const refused = store.config.change(() => {
    throw refusal;
  });
  await assert.rejects(refused, (thrown) => thrown === refusal);
  assert.deepEqual(await store.config.load(), before);
});

test('a document that refers to what is not there is rolled back whole', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  const before = await store.config.change(become(RICH_DOCUMENT));
  await assert.rejects(store.config.change(edited(() => ({ providers: [] }))), /FOREIGN KEY/);
  assert.deepEqual((await (await room.open()).config.load()).document, before.document);
  assert.deepEqual(await store.config.load(), before);
  assert.equal((await store.history.auditEvents({ first: 10, after: null })).totalCount, 1);
});

test('two resources may swap their names in one change', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT));
  const other: Readonly<Record<string, string>> = { alpha: 'beta', beta: 'alpha' };
  const swap = ({ providers }: ConfigDocument) => ({
    providers: providers.map((provider) => ({ ...provider, name: other[provider.name] ?? provider.name })),
  });
  await store.config.change(edited(swap));
  const { document } = await (await room.open()).config.load();
  assert.deepEqual(
    document.providers.map(({ id, name }) => [id, name]),
    [
      ['prv_two', 'alpha'],
      ['prv_one', 'beta'],
    ],
  );
});

test('a resource may give its name to a new one and go in the same change', async (context) => {
  const store = await (await storeRoom(context)).open();
  await store.config.change(become(RICH_DOCUMENT));
  const heir = { ...RICH_DOCUMENT.models[0], id: 'mdl_new', name: 'large' } as ConfigDocument['models'][number];
  const { meta } = await store.config.change(
    edited(({ models, routes }) => ({
      models: [heir, ...models.filter(({ id }) => id !== 'mdl_one')],
      routes: routes.map((route) => ({ ...route, defaultModelId: route.defaultModelId && heir.id })),
    })),
  );
  assert.equal(meta.has('mdl_one'), false);
  assert.equal((await store.read.models.byIds(['mdl_new', 'mdl_one'])).size, 1);
});

test('everything can be deleted again', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT, [{ credentialId: 'crd_one', secret: 's' }]));
  await store.config.change(become(EMPTY_DOCUMENT));
  const { document, meta } = await (await room.open()).config.load();
  assert.deepEqual(document, EMPTY_DOCUMENT);
  assert.equal(meta.size, 0);
});

test('changes of two stores on one file come one after the other, and none is lost', async (context) => {
  const room = await storeRoom(context);
  const stores = [await room.open(), await room.open()];
  const [plugin] = RICH_DOCUMENT.plugins;
  assert.ok(plugin);
  const changes = Array.from({ length: 20 }, (_, index) =>
    stores[index % 2]?.config.change(
      edited(({ plugins }) => ({ plugins: [...plugins, { ...plugin, id: `plg_${index}`, name: `p-${index}` }] })),
    ),
  );
  const revisions = (await Promise.all(changes)).map((config) => config?.revision);
  assert.deepEqual(
    revisions.toSorted((one = 0, other = 0) => one - other),
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  for (const store of stores) assert.equal((await store.config.load()).document.plugins.length, 20);
  assert.deepEqual(await stores[0]?.history.verifyAudit(), { type: 'intact', events: 20 });
});

test('the version tells of the changes of other processes, and not of what changes no configuration', async (context) => {
  const room = await storeRoom(context);
  const [one, other] = [await room.open(), await room.open()];
  const before = one.config.version();
  await other.history.note(AUDIT, false);
  assert.equal(one.config.version(), before);
  await other.config.change(become(RICH_DOCUMENT));
  assert.notEqual(one.config.version(), before);
  assert.equal(one.config.version(), other.config.version());
  assert.deepEqual((await one.config.load()).document, RICH_DOCUMENT);
});
