/** Lists of the configuration: sorted, searched, paged, each page at a fixed price. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConfigDocument, PluginConfig, ResourceConfig } from '#core/config/document.ts';
import type { Store } from '#store/store.ts';
import { RICH_DOCUMENT } from '#test/store/rich-document.ts';
import { become, storeRoom } from '#test/store/store-room.ts';

const ALL = { first: 100, after: null };

test('every reader gives what the document has, with what is known of each', async (context) => {
  const room = await storeRoom(context);
  const store = await room.open();
  await store.config.change(become(RICH_DOCUMENT));
  const known = { revision: 1, createdAt: room.now, updatedAt: room.now };
  const { chains, ...lists } = RICH_DOCUMENT;
  for (const name of Object.keys(lists) as (keyof typeof lists)[]) {
    const page = await store.read[name].page(ALL);
    const configs: readonly ResourceConfig[] = RICH_DOCUMENT[name];
    const expected = configs.map((config) => ({ ...config, ...known }));
    assert.deepEqual(page, { rows: expected, hasNext: false, totalCount: expected.length }, name);
    const ids = expected.map(({ id }) => id);
    const found: ReadonlyMap<string, ResourceConfig> = await store.read[name].byIds([...ids, 'xxx_none']);
    assert.deepEqual(new Map(found), new Map(expected.map((row) => [row.id, row])), name);
  }
  const found = await store.read.chainsByIds(['chn_rte_one', 'chn_workspace', 'chn_none']);
  assert.deepEqual(
    [...found.values()],
    chains.map((chain) => ({ ...chain, ...known })),
  );
});

test('filters and relations find what refers to what', async (context) => {
  const store = await (await storeRoom(context)).open();
  await store.config.change(become(RICH_DOCUMENT));
  const { read } = store;
  assert.deepEqual(names(await read.providers.page({ ...ALL, kinds: ['demo'] })), ['beta']);
  assert.deepEqual(names(await read.consumers.page({ ...ALL, groupId: 'grp_one' })), ['app']);
  assert.deepEqual(names(await read.apiKeys.page({ ...ALL, consumerId: 'csm_two' })), ['batch-key']);
  assert.deepEqual(names(await read.plugins.page({ ...ALL, types: ['rate-limit', 'none'] })), ['limit']);
  const ids = ['prv_one', 'prv_two', 'prv_none'];
  assert.deepEqual(namesOf(await read.credentialsOf(ids)), {
    prv_one: ['alpha-key', 'spare-key'],
    prv_two: [],
    prv_none: [],
  });
  assert.deepEqual(namesOf(await read.modelsUsing(ids)), { prv_one: ['large'], prv_two: ['large'], prv_none: [] });
  const using = await read.chainsUsing(['plg_one', 'plg_none']);
  assert.deepEqual(using.get('plg_one')?.[0]?.entries, RICH_DOCUMENT.chains[0]?.entries);
  assert.deepEqual(using.get('plg_none'), []);
});

test('pages follow each other without gap or overlap, whatever is added before them meanwhile', async (context) => {
  const store = await (await storeRoom(context)).open();
  const plugins = Array.from({ length: 7 }, (_, index) => plugin(`p${index}`));
  await fill(store, plugins);
  const first = await store.read.plugins.page({ first: 3, after: null });
  assert.deepEqual([names(first), first.hasNext, first.totalCount], [['p0', 'p1', 'p2'], true, 7]);
  await fill(store, [plugin('a-new-one'), ...plugins]);
  const second = await store.read.plugins.page({ first: 3, after: 'p2' });
  assert.deepEqual([names(second), second.hasNext, second.totalCount], [['p3', 'p4', 'p5'], true, 8]);
  const third = await store.read.plugins.page({ first: 3, after: 'p5' });
  assert.deepEqual([names(third), third.hasNext], [['p6'], false]);
});

test('a search finds part of either name in any case, and its signs stand for themselves', async (context) => {
  const store = await (await storeRoom(context)).open();
  await fill(store, [
    plugin('guard', 'Schützt ÄRZTE'),
    plugin('half', '50% off'),
    plugin('other', '50 percent'),
    plugin('under_score'),
    plugin('underxscore'),
    plugin('back', 'a\\b'),
  ]);
  const found = async (search: string) => names(await store.read.plugins.page({ ...ALL, search }));
  assert.deepEqual(await found('ärzte'), ['guard']);
  assert.deepEqual(await found('SCHÜTZT'), ['guard']);
  assert.deepEqual(await found('GUA'), ['guard']);
  assert.deepEqual(await found('0%'), ['half']);
  assert.deepEqual(await found('r_s'), ['under_score']);
  assert.deepEqual(await found('A\\B'), ['back']);
  assert.deepEqual(await found("'; drop table plugins; --"), []);
  assert.equal((await found('')).length, 6);
});

test('a page of 50 models with their targets costs as many statements as a page of one', async (context) => {
  const store = await (await storeRoom(context)).open();
  const [model] = RICH_DOCUMENT.models;
  assert.ok(model);
  const models = Array.from({ length: 60 }, (_, index) => ({ ...model, id: `mdl_${index}`, name: `m${index}` }));
  await store.config.change(become({ ...RICH_DOCUMENT, models, routes: [], chains: [] }));
  const costOf = async (work: () => Promise<unknown>) => {
    const before = store.queryCount();
    await work();
    return store.queryCount() - before;
  };
  const one = await costOf(() => store.read.models.page({ first: 1, after: null }));
  const many = await costOf(async () => {
    const { rows } = await store.read.models.page({ first: 50, after: null });
    assert.equal(rows.flatMap(({ targets }) => targets).length, 100);
  });
  assert.equal(many, one);
  assert.ok(many <= 3, `${many} statements`);
  assert.equal(await costOf(() => store.config.load()), 1, 'what has not changed is not read again');
});

function plugin(name: string, displayName = ''): PluginConfig {
  return { id: `plg_${name}`, name, displayName, description: null, labels: {}, type: 'demo', config: {} };
}

async function fill(store: Store, plugins: readonly PluginConfig[]): Promise<void> {
  const document: ConfigDocument = { ...(await store.config.load()).document, plugins };
  await store.config.change(become(document));
}

function names({ rows }: { readonly rows: readonly { readonly name: string }[] }): string[] {
  return rows.map(({ name }) => name);
}

function namesOf(map: ReadonlyMap<string, readonly { readonly name: string }[]>): Record<string, string[]> {
  return Object.fromEntries([...map].map(([id, rows]) => [id, names({ rows })]));
}
