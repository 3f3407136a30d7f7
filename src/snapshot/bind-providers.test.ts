import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TIMEOUTS, type ProviderConfig } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import { bindProviders } from '#snapshot/bind-providers.ts';
import * as make from '#test/support/config-document.ts';
import { TEST_KINDS } from '#test/support/registries.ts';

function bind(providers: readonly ProviderConfig[], credentials: Parameters<typeof make.credential>[] = []) {
  const problems: ConfigProblem[] = [];
  const document = make.documentOf({ providers, credentials: credentials.map((one) => make.credential(...one)) });
  const adapters = new Map(TEST_KINDS.map((kind) => [kind.id, kind]));
  const bound = bindProviders(document, adapters, (problem) => void problems.push(problem));
  const told = problems.map(({ path, severity }) => `${severity} at ${path.join('.')}`);
  return { bound, problems, told, vendor: bound.get('prv_vendor') };
}

test('gives what a call needs: parsed settings, an address, all time limits, the credentials that are switched on', () => {
  const { vendor, told } = bind(
    [make.provider('vendor', { kind: 'bearer', settings: { organization: 'org-1' }, timeouts: { idleMs: 5 } })],
    [
      ['first', 'vendor', { weight: 3 }],
      ['off', 'vendor', { enabled: false }],
      ['elsewhere', 'other'],
    ],
  );
  assert.deepEqual(told, []);
  assert.deepEqual(vendor?.options, { organization: 'org-1', retries: 2 });
  assert.equal(vendor?.baseUrl, 'https://bearer.example.com/v1');
  assert.deepEqual(vendor?.timeouts, { ...DEFAULT_TIMEOUTS, idleMs: 5 });
  assert.deepEqual(vendor?.credentials, [{ id: 'crd_first', weight: 3 }]);
});

test('refuses a kind that nobody speaks', () => {
  const { told, problems, bound } = bind([make.provider('vendor', { kind: 'unheard-of' })]);
  assert.deepEqual(told, ['error at kind']);
  assert.match(problems[0]?.message ?? '', /"unheard-of"/);
  assert.equal(bound.size, 0);
});

test('refuses settings at each field that is wrong, those that do not exist included', () => {
  const { told } = bind([make.provider('vendor', { settings: { organization: 5, retries: 'two', x: 1, y: 2 } })]);
  assert.deepEqual(told, [
    'error at settings.organization',
    'error at settings.retries',
    'error at settings.x',
    'error at settings.y',
  ]);
});

test('tells of settings and address at once', () => {
  const { told } = bind([make.provider('vendor', { kind: 'addressless', settings: { retries: 1.5 } })]);
  assert.deepEqual(told, ['error at settings.retries', 'error at baseUrl']);
});

test('refuses an address that is missing or that requests could not be sent to', () => {
  const cases: [string, string | null][] = [
    ['addressless', null],
    ['plain', 'example.com'],
    ['plain', 'ftp://example.com'],
    ['offline', 'https://example.com'],
  ];
  for (const [kind, baseUrl] of cases) {
    assert.deepEqual(
      bind([make.provider('vendor', { kind, baseUrl })]).told,
      ['error at baseUrl'],
      `${kind} ${baseUrl}`,
    );
  }
  const { vendor } = bind([make.provider('vendor', { kind: 'offline' })]);
  assert.equal(vendor?.baseUrl, 'offline://here');
});

test('takes the slash off the end of an address, which adapters add', () => {
  const { vendor } = bind([make.provider('vendor', { baseUrl: 'http://127.0.0.1:11434/v1/' })]);
  assert.equal(vendor?.baseUrl, 'http://127.0.0.1:11434/v1');
});

test('checks providers that are switched off and keeps them out', () => {
  const off = { enabled: false };
  assert.deepEqual(bind([make.provider('vendor', { ...off, settings: { x: 1 } })]).told, ['error at settings.x']);
  assert.equal(bind([make.provider('vendor', off)]).bound.size, 0);
});

test('warns of a provider that needs a credential and has none switched on, and keeps it', () => {
  for (const kind of ['bearer', 'header']) {
    const { told, vendor } = bind([make.provider('vendor', { kind })], [['off', 'vendor', { enabled: false }]]);
    assert.deepEqual(told, ['warning at ']);
    assert.deepEqual(vendor?.credentials, []);
  }
  const baseUrl = 'http://127.0.0.1:11434/v1';
  assert.deepEqual(bind([make.provider('vendor', { kind: 'addressless', baseUrl })]).told, []);
  assert.deepEqual(bind([make.provider('vendor', { kind: 'plain' })]).told, []);
  assert.deepEqual(bind([make.provider('vendor', { kind: 'bearer', enabled: false })]).told, []);
});
