import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallRecord } from '#core/call-record.ts';
import { callFilter, isWanted } from '#graphql/call/call-filter.ts';

const RECORD: CallRecord = {
  callId: 'chat_1',
  door: 'route',
  comparisonId: 'cmp_1',
  startedAt: 1_000,
  endedAt: 1_500,
  status: 'failed',
  errorCode: 'TIMEOUT',
  keyId: 'key_1',
  consumerId: 'csm_1',
  routeId: 'rte_1',
  modelName: 'fast',
  streamed: true,
  durationMs: 500,
  overheadMs: 1,
  cache: 'disabled',
  findings: [],
  steps: [],
  attempts: [],
  configRevision: 3,
};

const AGREEING = {
  from: 1_000,
  to: 1_001,
  statuses: ['failed', 'refused'],
  errorCodes: ['TIMEOUT'],
  doors: ['route'],
  models: ['fast'],
  routeIds: ['rte_1'],
  consumerIds: ['csm_1'],
  apiKeyIds: ['key_1'],
  comparisonIds: ['cmp_1'],
} as const;

const DIFFERING = {
  from: 1_001,
  to: 1_000,
  statuses: ['succeeded'],
  errorCodes: ['INTERNAL'],
  doors: ['openai'],
  models: ['slow'],
  routeIds: ['rte_2'],
  consumerIds: ['csm_2'],
  apiKeyIds: ['key_2'],
  comparisonIds: ['cmp_2'],
} as const;

type Given = Parameters<typeof callFilter>[0];

const wants = (given: object, record = RECORD) => isWanted(record, callFilter(given as Given));

test('a filter wants a call that every one of its fields agrees with', () => {
  assert.equal(wants(AGREEING), true);
  assert.equal(isWanted(RECORD, callFilter(null)), true);
});

for (const [name, value] of Object.entries(DIFFERING)) {
  test(`a filter whose ${name} differs does not want the call, whatever else agrees`, () => {
    assert.equal(wants({ ...AGREEING, [name]: value }), false);
  });
}

test('an empty list is as good as none', () => {
  assert.deepEqual(callFilter({ statuses: [], models: [] }), {});
});

test('a call without a key is not among the calls of any key', () => {
  const { keyId: _, ...anonymous } = RECORD;
  assert.equal(wants({ apiKeyIds: ['key_1'] }, anonymous), false);
});

test('a list that is too long is refused by its name', () => {
  const models = Array.from({ length: 101 }, (_, index) => `m${index}`);
  assert.throws(() => callFilter({ models }), { code: 'INVALID_REQUEST', message: /^filter\.models: / });
});
