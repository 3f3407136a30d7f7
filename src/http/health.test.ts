import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { createHealthDoors, type Readiness } from '#http/health.ts';
import { createListener } from '#http/listener.ts';
import { createRouter } from '#http/router.ts';

test('is alive at once, and ready only while calls should come', async (context) => {
  let readiness: Readiness = { type: 'starting' };
  const handle = createRouter(
    createHealthDoors(() => readiness),
    () => {
      throw new GatewayError('NOT_FOUND');
    },
  );
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = createListener({ handle, allowedHosts: ['127.0.0.1'], log });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return [answer.status, await answer.json()];
  };
  assert.deepEqual(await ask('/healthz'), [200, { status: 'ok' }]);
  assert.deepEqual(await ask('/readyz'), [503, { status: 'starting' }]);
  readiness = { type: 'ready', revision: 4, degraded: ['store'] };
  assert.deepEqual(await ask('/readyz'), [200, { status: 'ready', revision: 4, degraded: ['store'] }]);
  readiness = { type: 'draining' };
  assert.deepEqual(await ask('/readyz'), [503, { status: 'draining' }]);
  assert.deepEqual(await ask('/healthz'), [200, { status: 'ok' }]);
});
