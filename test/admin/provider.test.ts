import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProvider } from '#admin/provider/create-provider.ts';
import { deleteProvider } from '#admin/provider/delete-provider.ts';
import type { ProviderCreateInput } from '#admin/provider/provider-input.ts';
import { updateProvider } from '#admin/provider/update-provider.ts';
import { furnish } from '#test/admin/furnish.ts';
import { changed, openHouse, refused, revisionOf, WRITE } from '#test/admin/house.ts';

const NEW: ProviderCreateInput = {
  resource: { displayName: 'My Vendor!' },
  kind: 'openai-compatible',
  baseUrl: 'https://api.example.com/v1/',
};

test('names are made from what people call it, and freed where they are taken', async (t) => {
  const { context } = await openHouse(t);
  const first = await changed(createProvider(NEW, context, WRITE));
  const second = await changed(createProvider(NEW, context, WRITE));
  assert.equal(first.result.name, 'my-vendor');
  assert.equal(second.result.name, 'my-vendor-2');
  assert.equal(first.result.baseUrl, 'https://api.example.com/v1');
});

test('every problem of the input is told at once, each at its field', async (t) => {
  const { context } = await openHouse(t);
  await changed(createProvider(NEW, context, WRITE));
  const input: ProviderCreateInput = {
    resource: {
      name: 'my-vendor',
      displayName: ' ',
      labels: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    },
    kind: 'openai-compatible',
    baseUrl: 'http://169.254.169.254/latest',
    timeouts: { idleMs: 0 },
    secret: 'with space',
  };
  assert.deepEqual(await refused(createProvider(input, context, WRITE)), [
    'required input.resource.displayName',
    'taken input.resource.name',
    'taken input.resource.labels.1.key',
    'out-of-range input.timeouts.idle',
    'address-blocked input.baseUrl',
    'invalid input.credential',
  ]);
});

test('what only the check of the whole finds is told at its field too', async (t) => {
  const { context } = await openHouse(t);
  const refusedWith = (parts: Partial<ProviderCreateInput>) =>
    refused(createProvider({ ...NEW, ...parts }, context, WRITE));
  assert.deepEqual(await refusedWith({ kind: 'nonsense' }), ['invalid input.kind']);
  assert.deepEqual(await refusedWith({ baseUrl: null }), ['invalid input.baseUrl']);
  assert.deepEqual(await refusedWith({ settings: { sendReasoning: 'yes' } }), ['invalid input.settings.sendReasoning']);
});

test('what is left out of a change stays, and null takes the default', async (t) => {
  const house = await openHouse(t);
  const { context } = house;
  const timeouts = { idleMs: 5_000, totalMs: 9_000 };
  const { result: before } = await changed(createProvider({ ...NEW, timeouts }, context, WRITE));
  const update = async (input: Parameters<typeof updateProvider>[0]['input']) => {
    const expectedRevision = await revisionOf(house, before.id);
    return (await changed(updateProvider({ id: before.id, expectedRevision, input }, context, WRITE))).result;
  };
  assert.deepEqual(await update({ enabled: false }), { ...before, enabled: false });
  assert.deepEqual((await update({ timeouts: { idleMs: null } })).timeouts, { totalMs: 9_000 });
  assert.deepEqual((await update({ timeouts: null })).timeouts, {});
});

test('a provider in use stays, and says by which models', async (t) => {
  const house = await openHouse(t);
  const { providerId: id } = await furnish(house);
  const outcome = await deleteProvider({ id, expectedRevision: await revisionOf(house, id) }, house.context, WRITE);
  assert.equal(outcome.type, 'refused');
  const [problem] = outcome.type === 'refused' ? outcome.problems : [];
  assert.equal(problem?.code, 'in-use');
  assert.match(problem?.message ?? '', /the model small\./);
});
