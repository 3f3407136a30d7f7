import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { Exchange } from '#http/exchange.ts';
import { createRouter } from '#http/router.ts';

function routing(method: string, path: string): string[] {
  const seen: string[] = [];
  const route = createRouter(
    [
      { methods: ['POST'], path: '/v1/chat/completions', handle: () => void seen.push('chat') },
      { methods: ['GET'], path: '/v1/models', handle: () => void seen.push('models') },
      { methods: ['GET'], path: '/v1/models/*', handle: () => void seen.push('one model') },
      { methods: ['DELETE'], path: '/v1/models/*', handle: () => void seen.push('delete') },
    ],
    () => void seen.push('fallback'),
  );
  // Routing looks at nothing of the request but method and path.
  const [request, response] = [{} as IncomingMessage, {} as ServerResponse];
  const exchange: Exchange = { request, response, method, path, query: '', address: '', header: () => undefined };
  void route(exchange);
  return seen;
}

test('finds the door of a path and a method', () => {
  assert.deepEqual(routing('POST', '/v1/chat/completions'), ['chat']);
  assert.deepEqual(routing('GET', '/v1/models'), ['models']);
  assert.deepEqual(routing('HEAD', '/v1/models'), ['models']);
  assert.deepEqual(routing('GET', '/v1/models/org/large'), ['one model']);
});

test('leaves every other path to the fallback', () => {
  for (const path of [
    '/',
    '/v1',
    '/v1/models/',
    '/v1/models/'.slice(0, 5),
    '/V1/models',
    '//v1/models',
    '*',
    '__proto__',
  ]) {
    assert.deepEqual(routing('GET', path), ['fallback'], path);
  }
});

test('names the methods that work where the method does not', () => {
  assert.throws(() => routing('PUT', '/v1/models/a'), {
    code: 'METHOD_NOT_ALLOWED',
    details: { allow: ['GET', 'HEAD', 'DELETE'] },
  });
});

test('refuses two doors at one place', () => {
  const door = { methods: ['GET'], path: '/a', handle: () => undefined };
  assert.throws(() => createRouter([door, door], () => undefined), RangeError);
});
