import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SnippetRoute, snippetsOf } from '#graphql/route/snippets.ts';

const ROUTE: SnippetRoute = {
  name: 'test',
  path: '/test',
  access: 'key',
  modelName: null,
  publicUrl: 'https://ai.example.com',
};

test('every call of a route with keys takes the key from the environment', () => {
  const snippets = snippetsOf(ROUTE);
  assert.deepEqual(
    snippets.map(({ language }) => language),
    ['curl', 'graphql', 'typescript', 'python'],
  );
  for (const { language, code } of snippets) assert.match(code, /GATEHOUSE_KEY/, language);
});

test('no call of a route open to everybody speaks of a key', () => {
  for (const { language, code } of snippetsOf({ ...ROUTE, access: 'anonymous' }))
    assert.doesNotMatch(code, /GATEHOUSE_KEY|Bearer/, language);
});

test('a route without a path is called through GraphQL alone', () => {
  const snippets = snippetsOf({ ...ROUTE, path: null });
  assert.deepEqual(
    snippets.map(({ language }) => language),
    ['graphql'],
  );
});

test('a route that brings no model has one named', () => {
  for (const { language, code } of snippetsOf({ ...ROUTE, modelName: 'openai/gpt-5-mini' }))
    assert.match(code, /"model": "openai\/gpt-5-mini"/, language);
  for (const { language, code } of snippetsOf(ROUTE)) assert.doesNotMatch(code, /"model"/, language);
});

test('a quote in an address stays inside the argument of the shell', () => {
  const [curl] = snippetsOf({ ...ROUTE, path: "/it's" });
  assert.match(curl?.code ?? '', /^curl 'https:\/\/ai\.example\.com\/it'\\''s' \\\n/);
});
