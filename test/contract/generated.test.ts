import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ERROR_CODES } from '#core/error/codes.ts';
import { plugins } from '#plugins/registry.ts';
import { providers } from '#providers/registry.ts';
import { fieldTable } from '#reference/config-fields.ts';
import { contracts } from '#reference/contracts.ts';
import { table } from '#reference/markdown.ts';

const FILES = new Map(contracts().map(({ path, text }) => [path, text]));

test('every member of a registry has its schema and its place on its page', () => {
  for (const [room, members] of Object.entries({ plugins, providers })) {
    for (const { id, title } of members) {
      assert.ok(FILES.has(`schema/${room}/${id}.json`), id);
      assert.ok(FILES.get(`docs/reference/${room}.md`)?.includes(`\n## ${title}\n`), title);
    }
  }
});

test('the schema of a plugin takes its example and refuses what no plugin has', () => {
  for (const { id, example } of plugins) {
    const schema = z.fromJSONSchema(JSON.parse(FILES.get(`schema/plugins/${id}.json`) ?? ''));
    assert.ok(schema.safeParse(example).success, id);
    assert.equal(schema.safeParse({ ...example, nonsense: 1 }).success, false, id);
  }
});

test('every error code has a section and a row that leads to it', () => {
  const page = FILES.get('docs/reference/errors.md') ?? '';
  for (const code of ERROR_CODES) {
    assert.ok(page.includes(`\n## ${code}\n`), code);
    assert.ok(page.includes(`[${code}](#${code.toLowerCase()})`), code);
  }
});

test('what is generated is the same every time, and ends with one line break', () => {
  for (const { path, text } of contracts()) {
    assert.equal(text, FILES.get(path), path);
    assert.match(text, /[^\n]\n$/, path);
  }
});

test('fields inside lists and objects have rows of their own', () => {
  const inner = z.strictObject({ name: z.string().describe('Its name.'), size: z.int().min(1).max(9).default(3) });
  const text = fieldTable(z.strictObject({ all: z.array(inner), one: inner.optional() }));
  for (const path of ['all', 'all[].name', 'all[].size', 'one', 'one.name'])
    assert.ok(text.includes(`| \`${path}\` |`), path);
  assert.match(text, /\| `all\[\]\.name` \| text \| _needed_ \| Its name\. \|/);
  assert.match(text, /\| `all\[\]\.size` \| whole number from 1 to 9 \| `3` \|/);
});

test('a bar or a line break in a cell does not break its table', () => {
  assert.equal(
    table(['a'], [['x|y\nz']])
      .split('\n')
      .at(-1),
    '| x\\|y z |',
  );
});
