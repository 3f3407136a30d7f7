import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffValues } from '#admin/explain/diff-values.ts';

test('tells what was put before a list as one thing, not as a change of everything behind it', () => {
  assert.deepEqual(diffValues({ list: ['a', 'b'] }, { list: ['new', 'a', 'b'] }), [
    { path: 'list.0', before: null, after: 'new' },
  ]);
});

test('tells what was put behind a list, and what was taken out of it', () => {
  assert.deepEqual(diffValues(['a', 'b'], ['a', 'b', 'c']), [{ path: '2', before: null, after: 'c' }]);
  assert.deepEqual(diffValues(['a', 'b', 'c'], ['a', 'c']), [{ path: '1', before: 'b', after: null }]);
});

test('tells a change inside an item at its place', () => {
  const before = [
    { role: 'user', text: 'my number' },
    { role: 'user', text: 'same' },
  ];
  const after = [
    { role: 'user', text: '[masked]' },
    { role: 'user', text: 'same' },
  ];
  assert.deepEqual(diffValues(before, after), [{ path: '0.text', before: 'my number', after: '[masked]' }]);
});

test('tells a list that was repeated without counting an item twice', () => {
  assert.deepEqual(diffValues(['a', 'a'], ['a', 'a', 'a']), [{ path: '2', before: null, after: 'a' }]);
});

test('tells what came and what went in an object, and nothing where nothing changed', () => {
  assert.deepEqual(diffValues({ a: 1, b: 2 }, { b: 2, c: 3 }), [
    { path: 'a', before: 1, after: null },
    { path: 'c', before: null, after: 3 },
  ]);
  assert.deepEqual(diffValues({ a: [{ b: 1 }] }, { a: [{ b: 1 }] }), []);
});
