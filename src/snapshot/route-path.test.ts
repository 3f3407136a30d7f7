import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESERVED_PATHS, routePathProblem } from '#snapshot/route-path.ts';

test('takes paths of plain segments', () => {
  for (const path of ['/test', '/team/chat', '/v2/chat', '/v1x', '/a.b_c~d-e/9', '/graphql2', '/adminx/y', '/...']) {
    assert.equal(routePathProblem(path), undefined, path);
  }
});

test('refuses what no client could ask for', () => {
  for (const path of ['', '/', 'test', '/test/', '//test', '/a//b', '/a b', '/ä', '/a?b', '/a%20b', '/.', '/a/../b']) {
    assert.match(routePathProblem(path) ?? '', /^A path begins with/, path);
  }
});

test('keeps the doors of the gateway itself free, with all below them', () => {
  for (const reserved of RESERVED_PATHS) {
    for (const path of [reserved, `${reserved}/anything`]) {
      assert.match(routePathProblem(path) ?? '', /belong to the gateway/, path);
    }
  }
});
