import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { LogFields } from '#core/ports.ts';
import { createLog, type LogLevel } from '#observe/log.ts';

function written(message: string, fields?: LogFields, level: LogLevel = 'info'): string {
  let text = '';
  const destination = {
    write(line: string) {
      text += line;
    },
  };
  createLog({ level, destination }).error(message, fields);
  return text;
}

function entry(fields: LogFields, message = 'hello'): JsonObject {
  const line = parseJson(written(message, fields));
  assert.ok(isJsonObject(line));
  return line;
}

test('writes one JSON line with time, level and message to standard output', () => {
  const script = `
    import { createLog } from '#observe/log.ts';
    const log = createLog({ level: 'warn' });
    log.info('left out');
    log.warn('kept', { port: 4000 });
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  const line = parseJson(stdout);
  assert.ok(isJsonObject(line));
  const { time, pid, ...rest } = line;
  assert.deepEqual(rest, { level: 'warn', port: 4000, message: 'kept' });
  assert.equal(typeof pid, 'number');
  assert.equal(new Date(String(time)).toISOString(), time);
});

test('writes nothing when silent', () => {
  assert.equal(written('x', {}, 'silent'), '');
});

test('says class, code, message, what is internal, and every cause of an error', () => {
  const socket = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const error = new GatewayError('PROVIDER_UNAVAILABLE', {
    internal: 'example.com:443',
    upstreamStatus: 502,
    cause: socket,
  });
  const { error: logged } = entry({ error });
  assert.ok(isJsonObject(logged) && isJsonObject(logged.cause ?? null));
  const { stack, cause, ...rest } = logged;
  assert.match(String(stack), /GatewayError[\s\S]*log\.test\.ts/);
  assert.deepEqual(rest, {
    class: 'GatewayError',
    code: 'PROVIDER_UNAVAILABLE',
    message: 'The provider is not available.',
    internal: 'example.com:443',
    upstreamStatus: 502,
  });
  assert.ok(isJsonObject(cause ?? null));
  const { stack: _where, ...below } = cause as JsonObject;
  assert.deepEqual(below, { class: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' });
});

test('keeps what a library hangs on its errors out', () => {
  const error = Object.assign(new Error('refused'), { request: { headers: { 'x-api-key': 'canary-0123456789' } } });
  assert.ok(!written('x', { error }).includes('canary'));
});

test('keeps one entry on one line, whatever is in it', () => {
  const evil = 'a\r\n{"level":"error","message":"forged"}\u2028\u0000\u001b[31m';
  const text = written(evil, { [evil]: evil, level: evil });
  assert.equal(text.indexOf('\n'), text.length - 1);
  assert.ok([...text.trimEnd()].every((character) => character >= ' '));
  const line = parseJson(text);
  assert.ok(isJsonObject(line));
  assert.deepEqual([line.level, line.message, line.level_, line[evil]], ['error', evil, evil, evil]);
});

test('bounds long text, long lists, deep and circular values', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), 'end');
  const line = entry({ long: 'é'.repeat(100_000), list: Array.from({ length: 5_000 }, () => 1), circle, deep });
  assert.equal(line.long, `${'é'.repeat(8 * 1024)}… (${100_000 - 8 * 1024} more)`);
  assert.equal((line.list as unknown[]).length, 100);
  assert.deepEqual(line.circle, { self: '[circular]' });
  assert.match(JSON.stringify(line.deep), /too deep/);
});

test('takes values that JSON has no word for', () => {
  const fields = { big: 10n, map: new Map([['a', 1]]), set: new Set([1]), bytes: new Uint8Array(3), none: undefined };
  const { big, map, set, bytes } = entry({ ...fields, run: () => 1 });
  assert.deepEqual([big, map, set, bytes], ['10', { a: 1 }, [1], '[3 bytes]']);
});

const SECRET = 'canary9876543210';

for (const name of [
  'authorization',
  'Authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'secret',
  'clientSecret',
  'apiKey',
  'api_key',
  'x-api-key',
  'x-goog-api-key',
  'password',
  'token',
  'accessToken',
  'adminToken',
  'sessionToken',
  'privateKey',
]) {
  test(`hides what is named ${name}, at any depth`, () => {
    const text = written('x', { [name]: SECRET, request: { headers: { [name]: [SECRET] } } });
    assert.ok(!text.includes(SECRET), text);
  });
}

for (const [name, secret] of [
  ['a gateway key', `gh_live_abcdefghijkl_${'A1b2'.repeat(11)}_xyz123`],
  ['an OpenAI key', 'sk-proj-abcDEF0123456789_-abc'],
  ['an Anthropic key', 'sk-ant-api03-0123456789abcdef'],
  ['a Google key', `AIza${'Sy0123456789'.repeat(3)}`],
  ['a Groq key', 'gsk_0123456789abcdef0123'],
  ['a bearer token', 'Bearer abcdef.0123456789'],
  ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'],
] as const) {
  test(`takes ${name} out of any text`, () => {
    const hidden = secret.slice(-10);
    const text = written(`said ${secret}.`, { note: secret, error: new Error(`bad ${secret}`), [secret]: 1 });
    assert.ok(!text.includes(hidden), text);
    assert.ok(text.includes('[secret]'));
  });
}

test('leaves counts of tokens and ordinary words as they are', () => {
  const fields = {
    inputTokens: 3,
    maxTokens: 5,
    tokens: 7,
    keyId: 'key_abc',
    credentialId: 'crd_1',
    note: 'risk-averse task',
  };
  const { inputTokens, maxTokens, tokens, keyId, credentialId, note } = entry(fields);
  assert.deepEqual({ inputTokens, maxTokens, tokens, keyId, credentialId, note }, fields);
});

test('tells which gateway key it was by its public part', () => {
  assert.equal(
    entry({}, `gh_live_abcdefghijkl_${'A'.repeat(43)}_xyz123 used`).message,
    'gh_live_abcdefghijkl[secret] used',
  );
});
