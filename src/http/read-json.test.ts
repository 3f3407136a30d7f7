import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { parseBody } from '#http/read-json.ts';

function refusalOf(text: string | Buffer): string {
  try {
    parseBody(Buffer.from(text));
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'INVALID_REQUEST');
    return error.message;
  }
  return assert.fail('It was taken.');
}

test('says where a body stops being JSON', () => {
  assert.equal(
    refusalOf('{\n  "model": "a",\n  "messages": [}\n}'),
    'body: not valid JSON: a value was expected at line 3 column 16.',
  );
  assert.equal(
    refusalOf('{"a": 1'),
    'body: not valid JSON: "," or "}" was expected, but the text ends at line 1 column 8.',
  );
});

test('says that an empty body is empty', () => {
  assert.equal(refusalOf(''), 'body: It is empty; send a JSON object.');
});

test('refuses bytes that are not UTF-8 and does not repair them', () => {
  assert.match(refusalOf(Buffer.from([0x22, 0xff, 0x22])), /not valid UTF-8/);
});

test('refuses deep nesting before it parses', () => {
  assert.deepEqual(
    parseBody(Buffer.from('['.repeat(64) + ']'.repeat(64))),
    JSON.parse('['.repeat(64) + ']'.repeat(64)),
  );
  assert.match(refusalOf('['.repeat(65) + ']'.repeat(65)), /more than 64 levels deep/);
  assert.match(refusalOf('{"a":'.repeat(200_000)), /more than 64 levels deep/);
});

test('refuses a body of very many small objects', () => {
  assert.match(refusalOf(`[${'{},'.repeat(200_000)}{}]`), /more than 200000 objects and lists/);
});

test('does not count brackets inside strings', () => {
  const text = JSON.stringify({ text: `${'['.repeat(100)}\\"${'{'.repeat(100)}` });
  assert.deepEqual(parseBody(Buffer.from(text)), JSON.parse(text));
});

test('leaves the prototype alone where a body names it', () => {
  const body = parseBody(Buffer.from('{"__proto__": {"admin": true}}')) as object;
  assert.equal(Object.getPrototypeOf(body), Object.prototype);
  assert.equal('admin' in {}, false);
});

const corpus = process.env.GATEHOUSE_JSON_CORPUS;
const skip = corpus === undefined && 'GATEHOUSE_JSON_CORPUS names no folder with the files of JSONTestSuite';

test('agrees with JSONTestSuite on what JSON is', { skip }, async () => {
  const folder = corpus ?? '';
  const files = (await readdir(folder)).filter((name) => /^[yn]_.*\.json$/.test(name));
  assert.ok(files.length > 200, `${files.length} files`);
  for (const name of files) {
    const bytes = await readFile(join(folder, name));
    if (name.startsWith('y_')) assert.doesNotThrow(() => parseBody(bytes), name);
    else assert.throws(() => parseBody(bytes), { code: 'INVALID_REQUEST', message: /^body: ./ }, name);
  }
});
