import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Snapshot, SnapshotKey } from '#core/snapshot.ts';
import { mintApiKey } from '#http/api-key.ts';
import { identify } from '#http/identify.ts';
import { createKeyHasher } from '#http/key-hasher.ts';

const NOW = 1_000_000;
const hasher = createKeyHasher('pepper');
const minted = mintApiKey(randomBytes);
const rotated = mintApiKey(randomBytes);
const stranger = mintApiKey(randomBytes);

function snapshotWith(expiresAt: number | null = null, previousUntil = 0): Snapshot {
  const key: SnapshotKey = {
    caller: {
      id: `key_${minted.publicId}`,
      name: 'shop',
      hint: minted.hint,
      expiresAt,
      allowedModels: 'all',
      allowedRoutes: 'all',
      permissions: new Set(),
    },
    consumer: { id: 'csm_1', name: 'shop', groupIds: [], groupNames: [] },
    hashes: [
      { hash: hasher.hash(minted.secret), until: Number.POSITIVE_INFINITY },
      { hash: hasher.hash(rotated.secret), until: previousUntil },
    ],
  };
  return {
    revision: 1,
    builtAt: 0,
    routesByName: new Map(),
    routesByPath: new Map(),
    models: new Map(),
    keys: new Map([[minted.publicId, key]]),
    chainOf: () => [],
  };
}

function visitor(headers: Readonly<Record<string, string>>) {
  return { address: '192.0.2.7', header: (name: string) => headers[name] };
}

test('finds the key wherever clients put it', () => {
  for (const headers of [
    { authorization: `Bearer ${minted.text}` },
    { authorization: `bearer  ${minted.text}` },
    { 'x-api-key': minted.text },
    { 'api-key': minted.text },
  ]) {
    const caller = identify(visitor(headers), snapshotWith(), hasher, NOW);
    assert.equal(caller.type === 'key' && caller.key.id, `key_${minted.publicId}`);
    assert.equal(caller.address, '192.0.2.7');
  }
});

test('knows nobody where no key was sent', () => {
  assert.deepEqual(identify(visitor({}), snapshotWith(), hasher, NOW), { type: 'anonymous', address: '192.0.2.7' });
});

test('gives one answer for every key that is not good', () => {
  const wrongSecret = reassemble(minted.publicId, stranger.secret);
  const cases: [string, Snapshot][] = [
    ['', snapshotWith()],
    ['sk-123', snapshotWith()],
    [`Basic ${minted.text}`, snapshotWith()],
    [`Bearer ${stranger.text}`, snapshotWith()],
    [`Bearer ${wrongSecret}`, snapshotWith()],
    [`Bearer ${minted.text}`, snapshotWith(NOW)],
  ];
  const messages = cases.map(([authorization, snapshot]) => {
    try {
      identify(visitor({ authorization }), snapshot, hasher, NOW);
      return 'taken';
    } catch (error) {
      return `${(error as { code: string }).code} ${(error as Error).message}`;
    }
  });
  assert.equal(new Set(messages).size, 1);
  assert.match(messages[0] ?? '', /^UNAUTHENTICATED /);
});

test('takes the secret from before a rotation until its time is over', () => {
  const authorization = `Bearer ${reassemble(minted.publicId, rotated.secret)}`;
  assert.equal(identify(visitor({ authorization }), snapshotWith(null, NOW + 1), hasher, NOW).type, 'key');
  assert.throws(() => identify(visitor({ authorization }), snapshotWith(null, NOW), hasher, NOW), {
    code: 'UNAUTHENTICATED',
  });
});

/** A key with a good checksum out of parts of two. */
function reassemble(publicId: string, secret: string): string {
  const parts = [publicId, secret].map((text) => [...text].map((character) => BASE62.indexOf(character)));
  let part = 0;
  return mintApiKey(() => Uint8Array.from(parts[part++] ?? [])).text;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
