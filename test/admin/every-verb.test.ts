import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERY_VERB, type Verb } from '#test/admin/every-verb.ts';
import { type Furnished, furnish, SECRET } from '#test/admin/furnish.ts';
import { ACTOR, changed, DRY_RUN, type House, openHouse, revisionOf, WRITE } from '#test/admin/house.ts';

interface Ready {
  readonly house: House;
  readonly ids: Furnished;
  readonly revision: number;
}

async function prepare(test: Parameters<typeof openHouse>[0], { seen, clear }: Verb): Promise<Ready> {
  const house = await openHouse(test);
  const ids = await furnish(house);
  await clear?.(ids, house.context, (id) => revisionOf(house, id));
  return { house, ids, revision: seen ? await revisionOf(house, ids[seen]) : 0 };
}

async function auditOf({ store }: House) {
  return (await store.history.auditEvents({ first: 100, after: null })).rows;
}

/** Ids, hashes and hints are new with every run. */
function withoutChance(value: unknown): string {
  return JSON.stringify(value).replace(/\b(?:prv|crd|mdl|rte|grp|csm|key|plg|chn|gh_live)_[\w…]+/g, 'one');
}

for (const verb of EVERY_VERB) {
  test(`${verb.action} writes once, with one event that says who did what`, async (t) => {
    const { house, ids, revision } = await prepare(t, verb);
    const [before, eventsBefore, published] = [
      await house.store.config.load(),
      await auditOf(house),
      house.published(),
    ];
    const options = { dryRun: false, comment: 'Because.' };
    const outcome = await changed(verb.run(ids, revision, house.context, options));
    assert.equal(outcome.config.revision, before.revision + 1);
    assert.deepEqual((await house.store.config.load()).document, outcome.config.document);
    assert.equal(house.published(), published + 1);
    const events = await auditOf(house);
    assert.equal(events.length, eventsBefore.length + 1);
    const [event] = events;
    assert.equal(event?.action, verb.action);
    assert.deepEqual(event?.actor, ACTOR);
    assert.equal(event?.comment, 'Because.');
    assert.equal(event?.allowed, true);
    assert.notEqual(event?.targetName ?? '', '');
    assert.deepEqual(event?.differences, outcome.differences);
    assert.equal(JSON.stringify([outcome, events]).includes(SECRET.slice(3, -4)), false);
  });

  test(`${verb.action} tried out tells the same and writes nothing`, async (t) => {
    const { house, ids, revision } = await prepare(t, verb);
    const [before, eventsBefore, published] = [
      await house.store.config.load(),
      await auditOf(house),
      house.published(),
    ];
    const tried = await changed(verb.run(ids, revision, house.context, DRY_RUN));
    assert.deepEqual(await house.store.config.load(), before);
    assert.equal((await auditOf(house)).length, eventsBefore.length);
    assert.equal(house.published(), published);
    assert.doesNotMatch(JSON.stringify(tried.result), /"plaintext":"/);
    const written = await changed(verb.run(ids, revision, house.context, WRITE));
    assert.equal(withoutChance(tried.differences), withoutChance(written.differences));
    assert.deepEqual(tried.warnings, written.warnings);
    assert.notEqual(tried.differences.length, 0);
  });

  const { seen } = verb;
  if (!seen) continue;
  test(`${verb.action} does not overwrite what its caller has not seen`, async (t) => {
    const { house, ids, revision } = await prepare(t, verb);
    const before = await house.store.config.load();
    for (const stale of [revision + 1, revision - 1]) {
      const outcome = await verb.run(ids, stale, house.context, WRITE);
      assert.equal(outcome.type, 'conflict');
      if (outcome.type !== 'conflict') continue;
      assert.deepEqual([outcome.id, outcome.expected, outcome.actual], [ids[seen], stale, revision]);
      assert.deepEqual(outcome.config, before);
    }
    assert.deepEqual(await house.store.config.load(), before);
  });

  test(`${verb.action} twice at once is done once`, async (t) => {
    const { house, ids, revision } = await prepare(t, verb);
    const twice = [verb, verb].map(({ run }) => run(ids, revision, house.context, WRITE));
    const types = (await Promise.all(twice)).map(({ type }) => type).sort();
    assert.deepEqual(types, ['changed', verb.action.endsWith('delete') ? 'refused' : 'conflict']);
  });
}
