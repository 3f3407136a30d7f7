/** The server audits of GraphQL over HTTP, against a real socket. https://github.com/graphql/graphql-over-http */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { ADMIN, startGateway, type TestGateway } from '#test/graphql/gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway();
});
after(() => gateway.close());

for (const surface of ['public', 'admin'] as const) {
  test(`the ${surface} surface passes every server audit`, async () => {
    const url = surface === 'admin' ? gateway.adminUrl : gateway.url;
    const fetchFn: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...ADMIN, ...Object.fromEntries(new Headers(init?.headers)) } });
    const audits = serverAudits({ url, fetchFn: surface === 'admin' ? fetchFn : fetch });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    const failed = results
      .filter((result) => result.status !== 'ok')
      .map((result) => `${result.name}: ${'reason' in result ? result.reason : ''}`);
    assert.deepEqual(failed, []);
    assert.ok(results.length >= 60, `only ${results.length} audits ran`);
  });
}
