import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { DESCRIBED_FIELDS, FIELDS } from '#src/settings/fields.ts';
import { readSettings, SettingsProblem } from '#src/settings.ts';

function problemOf(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    assert.ok(error instanceof SettingsProblem);
    return error.message;
  }
  throw new assert.AssertionError({ message: 'The settings were taken.' });
}

test('without a single variable the gateway is on this machine alone, administrators by the same listener', () => {
  const settings = readSettings({ PATH: '/usr/bin', HOME: '/root' });
  assert.equal(settings.host, '127.0.0.1');
  assert.equal(settings.port, 8_080);
  assert.deepEqual(settings.admin, { type: 'shared' });
  assert.deepEqual(settings.allowedHosts, ['localhost', '127.0.0.1', '[::1]']);
  assert.equal(settings.adminToken, null);
  assert.equal(settings.secretKey, null);
});

test('every described default is one that the setting itself would take', () => {
  for (const { name, fallback } of DESCRIBED_FIELDS) {
    if (fallback !== null) assert.ok(FIELDS[name].safeParse(fallback).success, name);
  }
});

test('every setting says what it is for in sentences', () => {
  for (const { name, description } of DESCRIBED_FIELDS) assert.match(description, /^[A-Z].*\.$/s, name);
});

test('settings cannot be changed after they were read', () => {
  const settings = readSettings({ GATEHOUSE_HOST: '0.0.0.0' });
  assert.throws(() => Object.assign(settings, { port: 1 }), TypeError);
  assert.throws(() => Object.assign(settings.admin, { port: 1 }), TypeError);
  assert.throws(() => (settings.allowedHosts as string[]).push('evil.test'), TypeError);
});

test('once other machines can reach the listener, administrators have one of their own on this machine', () => {
  for (const host of ['0.0.0.0', '::', '10.0.0.7', 'gatehouse.internal']) {
    assert.deepEqual(readSettings({ GATEHOUSE_HOST: host }).admin, { type: 'apart', host: '127.0.0.1', port: 8_081 });
  }
  for (const host of ['127.0.0.1', '127.8.8.8', '::1', '[::1]', 'localhost']) {
    assert.deepEqual(readSettings({ GATEHOUSE_HOST: host }).admin, { type: 'shared' }, host);
  }
});

test('administrators come in elsewhere, or nowhere, where that is said', () => {
  const told = readSettings({
    GATEHOUSE_HOST: '0.0.0.0',
    GATEHOUSE_ADMIN_HOST: '10.0.0.7',
    GATEHOUSE_ADMIN_PORT: '9000',
  });
  assert.deepEqual(told.admin, { type: 'apart', host: '10.0.0.7', port: 9_000 });
  assert.deepEqual(readSettings({ GATEHOUSE_ADMIN_PORT: '9000' }).admin, {
    type: 'apart',
    host: '127.0.0.1',
    port: 9_000,
  });
  assert.deepEqual(readSettings({ GATEHOUSE_HOST: '0.0.0.0', GATEHOUSE_ADMIN: 'off' }).admin, { type: 'off' });
  assert.match(
    problemOf({ GATEHOUSE_HOST: '::', GATEHOUSE_PORT: '8081' }),
    /GATEHOUSE_ADMIN_PORT: Port 8081 is that of the callers/,
  );
});

test('the gateway answers to the names it was given', () => {
  const { allowedHosts, publicUrl } = readSettings({
    GATEHOUSE_HOST: '0.0.0.0',
    GATEHOUSE_PUBLIC_URL: 'https://Gate.Example.com/llm/',
    GATEHOUSE_ALLOWED_HOSTS: '10.0.0.7, Inner.Example.com,[FD00::1]',
  });
  assert.equal(publicUrl, 'https://gate.example.com/llm');
  assert.deepEqual(allowedHosts.slice(3), ['gate.example.com', '10.0.0.7', 'inner.example.com', '[fd00::1]']);
  assert.ok(readSettings({ GATEHOUSE_HOST: 'fd00::2' }).allowedHosts.includes('[fd00::2]'));
});

test('everything that is wrong is told at once, each with a way out', () => {
  const message = problemOf({
    GATEHOUSE_PORT: 'eighty',
    GATEHOUSE_LOG_LEVEL: 'loud',
    GATEHOUSE_DRAIN_TIMEOUT: 'soon',
    GATEHOUSE_ALLOWED_ORIGINS: 'https://a.test/path',
    GATEHOUSE_HSOT: '0.0.0.0',
    GATEHOUSE_COLOUR: 'green',
  });
  assert.match(message, /^6 settings are wrong:/);
  assert.match(message, /GATEHOUSE_PORT: Give a whole number from 0 to 65535\. \(now "eighty"\)/);
  assert.match(message, /GATEHOUSE_LOG_LEVEL: Give one of: info, warn, error, silent\./);
  assert.match(message, /GATEHOUSE_DRAIN_TIMEOUT: .*such as 30s/);
  assert.match(message, /GATEHOUSE_ALLOWED_ORIGINS: Give origins/);
  assert.match(message, /GATEHOUSE_HSOT: There is no such setting\. Did you mean GATEHOUSE_HOST\?/);
  assert.match(message, /GATEHOUSE_COLOUR: There is no such setting\. Take it away\./);
});

test('a value that is out of bounds is refused and not bent', () => {
  for (const [name, value] of [
    ['GATEHOUSE_PORT', '65536'],
    ['GATEHOUSE_PORT', '-1'],
    ['GATEHOUSE_PORT', '8080.5'],
    ['GATEHOUSE_PORT', '1e3'],
    ['GATEHOUSE_HOST', 'http://127.0.0.1'],
    ['GATEHOUSE_HOST', '127.0.0.1:8080'],
    ['GATEHOUSE_PUBLIC_URL', 'gate.example.com'],
    ['GATEHOUSE_PUBLIC_URL', 'javascript:alert(1)'],
    ['GATEHOUSE_ALLOWED_HOSTS', 'https://gate.example.com'],
    ['GATEHOUSE_MAX_BODY_BYTES', '0'],
    ['GATEHOUSE_CALL_RETENTION', '99999d'],
    ['GATEHOUSE_ADMIN', 'yes'],
  ] as const) {
    assert.match(problemOf({ [name]: value }), new RegExp(`^A setting is wrong:\n  ${name}: `), `${name}=${value}`);
  }
});

test('an empty variable is none', () => {
  assert.deepEqual(readSettings({ GATEHOUSE_PORT: '', GATEHOUSE_NONSENSE: '' }), readSettings({}));
});

test('what Kubernetes sets for a Service of our name is no typing error, and the one that clashes is explained', () => {
  readSettings({ GATEHOUSE_SERVICE_HOST: '10.0.0.7', GATEHOUSE_PORT_8080_TCP_ADDR: '10.0.0.7' });
  assert.match(problemOf({ GATEHOUSE_PORT: 'tcp://10.0.0.7:8080' }), /enableServiceLinks: false/);
});

test('the secret key may be written in the usual ways, and nothing shorter will do', () => {
  const bytes = randomBytes(32);
  for (const text of [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]) {
    const { secretKey } = readSettings({ GATEHOUSE_SECRET_KEY: text });
    assert.deepEqual(secretKey?.reveal(), new Uint8Array(bytes));
  }
  for (const text of [
    'hunter2',
    randomBytes(31).toString('base64'),
    randomBytes(33).toString('hex'),
    ` ${bytes.toString('hex')}`,
  ]) {
    assert.match(problemOf({ GATEHOUSE_SECRET_KEY: text }), /32 random bytes/);
  }
});

test('no secret is printed, neither by the settings nor by what is said about them', () => {
  const token = randomBytes(32).toString('hex');
  const key = randomBytes(32).toString('base64');
  const settings = readSettings({ GATEHOUSE_ADMIN_TOKEN: token, GATEHOUSE_SECRET_KEY: key });
  assert.equal(settings.adminToken?.reveal(), token);
  const printed = `${inspect(settings, { depth: 9, showHidden: true })}${JSON.stringify(settings)}`;
  assert.ok(!printed.includes(token) && !printed.includes(key));
  assert.doesNotMatch(problemOf({ GATEHOUSE_ADMIN_TOKEN: 'short-secret' }), /short-secret/);
  assert.doesNotMatch(problemOf({ GATEHOUSE_SECRET_KEY: 'short-secret' }), /short-secret/);
  assert.doesNotMatch(problemOf({ GATEHOUSE_PUBLIC_URL: 'https://user:pass@gate.test' }), /pass/);
});
