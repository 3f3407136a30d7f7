import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import type { StoredConfig } from '#core/config/stored.ts';
import { type BuildResult, buildSnapshot } from '#snapshot/build-snapshot.ts';
import { followConfig } from '#snapshot/follow-config.ts';
import { createSnapshotHolder } from '#snapshot/snapshot-holder.ts';
import { collectingLog } from '#test/support/collecting-log.ts';
import * as make from '#test/support/config-document.ts';
import { registries } from '#test/support/registries.ts';

const BROKEN = make.documentOf({ providers: [make.provider('vendor', { kind: 'unheard-of' })] });
const INTERVAL_MS = 500;

/** A store whose content, reachability and speed a test chooses. */
function makeStore() {
  const store = { revision: 0, document: EMPTY_DOCUMENT, written: 0, isAway: false, loads: 0, gate: Promise.resolve() };
  const assertThere = () => {
    if (store.isAway) throw new Error('The disk is gone.');
  };
  return Object.assign(store, {
    /** What a change of configuration does; without one, what the record of a call does. */
    write(document?: ConfigDocument, revision = store.revision + 1) {
      store.written += 1;
      if (document) Object.assign(store, { document, revision });
    },
    version() {
      assertThere();
      return store.written;
    },
    async load(): Promise<StoredConfig> {
      assertThere();
      store.loads += 1;
      const { revision, document } = store;
      await store.gate;
      return { revision, document, meta: new Map() };
    },
  });
}

function makeFollower(context: TestContext, build = buildPlain) {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const store = makeStore();
  const holder = createSnapshotHolder(snapshotOf(buildPlain({ ...store, revision: -1, meta: new Map() })));
  const swaps: number[] = [];
  holder.onSwap(({ revision }) => void swaps.push(revision));
  const log = collectingLog();
  const builds: number[] = [];
  const follower = followConfig({
    store,
    build(config) {
      builds.push(config.revision);
      return build(config);
    },
    holder,
    log,
    intervalMs: INTERVAL_MS,
  });
  context.after(() => follower.close());
  /** Lets one interval pass and everything be done that it began. */
  const tick = async () => {
    context.mock.timers.tick(INTERVAL_MS);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { store, holder, swaps, log, builds, follower, tick };
}

function buildPlain({ document, revision }: StoredConfig): BuildResult {
  return buildSnapshot({ document, revision }, registries());
}

function snapshotOf(result: BuildResult) {
  assert.equal(result.type, 'built');
  return result.snapshot;
}

test('a change of this process is in force when the refresh comes back', async (context) => {
  const { store, holder, follower } = makeFollower(context);
  await follower.refresh();
  assert.equal(holder.current().revision, 0);
  store.write(make.documentOf({ routes: [make.route('test')] }));
  await follower.refresh();
  assert.equal(holder.current().revision, 1);
  assert.ok(holder.current().routesByPath.has('/test'));
  assert.deepEqual(follower.status(), { revision: 1, storeAvailable: true, problems: [] });
});

test('a change of another process is in force after one interval', async (context) => {
  const { store, holder, follower, tick } = makeFollower(context);
  await follower.refresh();
  store.write(EMPTY_DOCUMENT);
  await tick();
  assert.equal(holder.current().revision, 1);
});

test('a quiet store is not loaded again, and what is no configuration is not built again', async (context) => {
  const { store, builds, swaps, follower, tick } = makeFollower(context);
  await follower.refresh();
  await tick();
  assert.equal(store.loads, 1);
  store.write();
  await tick();
  assert.equal(store.loads, 2);
  assert.deepEqual(builds, [0]);
  assert.deepEqual(swaps, [0]);
});

test('whoever asks while a load is under way gets one that sees what they have written', async (context) => {
  const { store, holder, follower } = makeFollower(context);
  const opening = Promise.withResolvers<void>();
  store.gate = opening.promise;
  const early = follower.refresh();
  await Promise.resolve();
  store.write(EMPTY_DOCUMENT);
  const late = follower.refresh();
  const later = follower.refresh();
  opening.resolve();
  await early;
  await Promise.all([late, later]);
  assert.equal(holder.current().revision, 1);
  assert.equal(store.loads, 2);
});

test('an older configuration never replaces a newer one', async (context) => {
  const { store, holder, swaps, follower, tick } = makeFollower(context);
  store.write(EMPTY_DOCUMENT, 7);
  await follower.refresh();
  store.write(EMPTY_DOCUMENT, 6);
  await follower.refresh();
  await tick();
  assert.equal(holder.current().revision, 7);
  assert.deepEqual(swaps, [7]);
});

test('a configuration that does not run leaves the last one in force, is told once, and is forgotten with a better one', async (context) => {
  const { store, holder, log, builds, follower, tick } = makeFollower(context);
  await follower.refresh();
  store.write(BROKEN);
  await tick();
  store.write();
  await tick();
  assert.equal(holder.current().revision, 0);
  assert.deepEqual(builds, [0, 1]);
  const { problems, revision } = follower.status();
  assert.equal(revision, 0);
  assert.deepEqual(
    problems.map(({ path }) => path),
    [['kind']],
  );
  assert.equal(log.lines.filter(({ level }) => level === 'error').length, 1);
  store.write(EMPTY_DOCUMENT);
  await tick();
  assert.deepEqual(follower.status(), { revision: 2, storeAvailable: true, problems: [] });
});

test('while the store is away the last configuration serves on, and the newest is there when it is back', async (context) => {
  const { store, holder, log, follower, tick } = makeFollower(context);
  await follower.refresh();
  store.isAway = true;
  for (let count = 0; count < 5; count += 1) await tick();
  assert.deepEqual(follower.status(), { revision: 0, storeAvailable: false, problems: [] });
  assert.deepEqual(
    log.lines.map(({ level }) => level),
    ['error'],
  );
  store.isAway = false;
  store.write(EMPTY_DOCUMENT);
  await tick();
  assert.equal(holder.current().revision, 1);
  assert.equal(follower.status().storeAvailable, true);
});

test('a store that is away at the start is found when it comes', async (context) => {
  const { store, holder, follower, tick } = makeFollower(context);
  store.isAway = true;
  await follower.refresh();
  assert.equal(holder.current().revision, -1);
  store.isAway = false;
  await tick();
  assert.equal(holder.current().revision, 0);
});

test('a load that fails halfway is tried again without another change', async (context) => {
  const { store, holder, follower, tick } = makeFollower(context);
  await follower.refresh();
  store.write(EMPTY_DOCUMENT);
  store.gate = Promise.reject(new Error('read error'));
  store.gate.catch(() => undefined);
  await follower.refresh();
  assert.equal(holder.current().revision, 0);
  store.gate = Promise.resolve();
  await tick();
  assert.equal(holder.current().revision, 1);
});

test('a build that breaks off is told as what it is, and the store stays available', async (context) => {
  const { store, holder, log, follower } = makeFollower(context, (config) => {
    if (config.revision === 1) throw new Error('a fault of ours');
    return buildPlain(config);
  });
  await follower.refresh();
  store.write(EMPTY_DOCUMENT);
  await follower.refresh();
  assert.equal(holder.current().revision, 0);
  assert.equal(follower.status().storeAvailable, true);
  assert.match(log.lines.at(-1)?.message ?? '', /in force failed/);
  store.write(EMPTY_DOCUMENT);
  await follower.refresh();
  assert.equal(holder.current().revision, 2);
});

test('follows no more when closed', async (context) => {
  const { store, follower, tick } = makeFollower(context);
  await follower.refresh();
  follower.close();
  store.write(EMPTY_DOCUMENT);
  await tick();
  assert.equal(store.loads, 1);
});
