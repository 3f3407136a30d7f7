import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOMS } from '#reference/rooms.ts';
import { judgeImports } from '#test/imports/judge-imports.ts';

function judge(path: string, text: string): readonly string[] {
  return judgeImports([{ path, text }]);
}

const THROUGH_A_WALL = [
  ['core/chat/event.ts', "import { runChat } from '#pipeline/run-chat.ts';"],
  ['core/json.ts', "import { inspect } from 'node:util';"],
  ['core/json.ts', "import type { Logger } from 'pino';"],
  ['pipeline/run-chat.ts', "import { openai } from '#providers/openai.ts';"],
  ['pipeline/run-chat.ts', "import { randomUUID } from 'node:crypto';"],
  ['providers/openai.ts', "import { request } from 'undici';"],
  ['providers/cohere/encode.ts', "import { encodeChat } from '#providers/demo/encode.ts';"],
  ['plugins/cache/plugin.ts', "import { rateLimitConfig } from '#plugins/rate-limit/config.ts';"],
  ['plugins/cache/plugin.ts', "import { rateLimitConfig } from '../rate-limit/config.ts';"],
  ['snapshot/build-snapshot.ts', "import { plugins } from '#plugins/registry.ts';"],
  ['store/open-store.ts', "import { adminDeps } from '#admin/admin-deps.ts';"],
  ['store/open-store.ts', "import { readSettings } from '#src/settings.ts';"],
  ['upstream/transport.ts', "import { openStore } from '#store/open-store.ts';"],
  ['http/listener.ts', "import { runChat } from '#pipeline/run-chat.ts';"],
  ['doors/answer-chat.ts', "import type { GraphQLSchema } from 'graphql';"],
  ['doors/answer-chat.ts', "import { createAdminDeps } from '#admin/admin-deps.ts';"],
  ['admin/draft.ts', "import { openStore } from '#store/open-store.ts';"],
  ['admin/draft.ts', "import { probe } from '#upstream/probe.ts';"],
  ['graphql/schema.ts', "import { drizzle } from 'drizzle-orm/better-sqlite3';"],
  ['graphql/schema.ts', "import { rateLimit } from '#plugins/rate-limit/plugin.ts';"],
  ['settings.ts', "import { startApp } from '#src/app.ts';"],
  ['app.ts', "import { request } from 'undici';"],
  ['helpers/text.ts', "import { isJsonObject } from '#core/json.ts';"],
] as const;

for (const [path, text] of THROUGH_A_WALL) {
  test(`${path} may not say: ${text}`, () => {
    const [problem = '', ...others] = judge(path, text);
    assert.deepEqual(others, []);
    assert.ok(problem.startsWith(`${path} imports `), problem);
  });
}

test('a wall is seen in whatever way a module is named', () => {
  for (const text of [
    "import '#store/open-store.ts';",
    "import type { Store } from '#store/store.ts';",
    "import { type Store } from '#store/store.ts';",
    "export * from '#store/store.ts';",
    "export type { Store } from '#store/store.ts';",
    "const store = await import('#store/open-store.ts');",
    "type Store = import('#store/store.ts').Store;",
    "import { openStore } from '../../store/open-store.ts';",
  ]) {
    assert.equal(judge('core/chat/event.ts', text).length, 1, text);
  }
});

test('what a room may import it may import', () => {
  for (const [path, text] of [
    ['core/chat/event.ts', "import { z } from 'zod';"],
    ['providers/cohere/encode.ts', "import { quoteVendor } from '#providers/failure/quote-vendor.ts';"],
    ['providers/registry.ts', "import { cohere } from '#providers/cohere/adapter.ts';"],
    ['plugins/registry.ts', "import { cache } from '#plugins/cache/plugin.ts';"],
    ['admin/draft.ts', "import type { Store } from '#store/store.ts';"],
    ['graphql/schema.ts', "import { plugins } from '#plugins/registry.ts';"],
    ['graphql/schema.ts', "import SchemaBuilder from '@pothos/core';"],
    ['store/open-store.ts', "import { drizzle } from 'drizzle-orm/better-sqlite3';"],
    ['app.ts', "import { openStore } from '#store/open-store.ts';"],
  ] as const) {
    assert.deepEqual(judge(path, text), [], `${path}: ${text}`);
  }
});

test('files that need each other at the start are found, and those that share types alone are not', () => {
  const circle = (kind: string) =>
    judgeImports([
      { path: 'core/a.ts', text: "import { b } from '#core/b.ts';" },
      { path: 'core/b.ts', text: "export { c } from './c.ts';" },
      { path: 'core/c.ts', text: `import ${kind}{ a } from '#core/a.ts';` },
    ]);
  assert.deepEqual(circle(''), ['Files import each other in a circle: core/a.ts → core/b.ts → core/c.ts → core/a.ts']);
  assert.deepEqual(circle('type '), []);
});

test('the walls name rooms that exist', () => {
  const names = ROOMS.map(({ name }) => name);
  for (const { name, mayImport } of ROOMS) {
    if (mayImport === 'everything') continue;
    for (const allowed of mayImport) assert.ok(names.includes(allowed.split('/')[0] ?? ''), `${name}: ${allowed}`);
  }
});
