import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiKeyConfig } from '#core/config/document.ts';
import { statusOf } from '#graphql/api-key/api-key-status.ts';

const NOW = 1_000_000;
const KEY: ApiKeyConfig = {
  id: 'key_1',
  name: 'backend',
  displayName: 'Backend',
  description: null,
  labels: {},
  consumerId: 'csm_1',
  hint: 'gh_live_8f3k…9z',
  hash: 'hash',
  previousHash: null,
  previousUntil: null,
  allowedModelIds: [],
  allowedRouteIds: [],
  permissions: [],
  expiresAt: null,
  paused: false,
  revokedAt: null,
};

test('a key is active until something speaks against it', () => {
  assert.equal(statusOf(KEY, NOW), 'active');
  assert.equal(statusOf({ ...KEY, expiresAt: NOW + 1 }, NOW), 'active');
  assert.equal(statusOf({ ...KEY, paused: true }, NOW), 'paused');
});

test('a key expires at its time, not after it', () => {
  assert.equal(statusOf({ ...KEY, expiresAt: NOW }, NOW), 'expired');
});

test('of several reasons the one that cannot be undone is told', () => {
  assert.equal(statusOf({ ...KEY, expiresAt: NOW - 1, paused: true }, NOW), 'expired');
  assert.equal(statusOf({ ...KEY, expiresAt: NOW - 1, paused: true, revokedAt: NOW - 2 }, NOW), 'revoked');
});
