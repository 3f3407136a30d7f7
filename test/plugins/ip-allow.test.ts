import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '#core/json.ts';
import { ipAllow } from '#plugins/ip-allow/plugin.ts';
import { bindPlugin, callThrough, createBench, keyCaller } from '#test/plugins/chain.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';

function judge(config: JsonObject) {
  const bench = createBench();
  const chain = [bindPlugin(ipAllow, config, bench.tools('door'))];
  return async (address: string, forwarded?: string) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const { error, asked } = await callThrough({ bench, chain, headers, caller: { ...keyCaller(), address } });
    assert.equal(asked === undefined, error !== undefined);
    return error?.code;
  };
}

test('allows, denies, and denies within what is allowed, in both families', async () => {
  const code = judge({
    allow: ['192.0.2.0/24', '10.0.0.1', '2001:db8::/32'],
    deny: ['192.0.2.66', '2001:db8:bad::/48'],
  });
  for (const address of [
    '192.0.2.1',
    '::ffff:192.0.2.1',
    '::FFFF:c000:201',
    '10.0.0.1',
    '2001:db8::1',
    '2001:DB8:0:0::1',
  ]) {
    assert.equal(await code(address), undefined, address);
  }
  for (const address of [
    '192.0.3.1',
    '192.0.2.66',
    '::ffff:192.0.2.66',
    '10.0.0.2',
    '2001:db9::1',
    '2001:db8:bad::7',
    '::1',
    '010.0.0.1',
    '10.1',
    '',
    'unknown',
  ]) {
    assert.equal(await code(address), 'FORBIDDEN', address);
  }
  const denying = judge({ deny: ['192.0.2.0/24', 'fe80::/10'] });
  assert.equal(await denying('198.51.100.1'), undefined);
  assert.equal(await denying('192.0.2.255'), 'FORBIDDEN');
  assert.equal(await denying('fe80::1%eth0'), 'FORBIDDEN');
  assert.equal(await denying(''), 'FORBIDDEN');
  const all = judge({ allow: ['0.0.0.0/0'] });
  assert.deepEqual([await all('192.0.2.1'), await all('::1')], [undefined, 'FORBIDDEN']);
});

test('agrees with the list of the runtime on any network and address', () => {
  const cases = fc.oneof(
    fc.record({ family: fc.constant('ipv4' as const), network: fc.ipV4(), address: fc.ipV4(), bits: fc.nat(32) }),
    fc.record({
      family: fc.constant('ipv6' as const),
      network: fc.ipV6().filter((one) => !one.includes('.')),
      address: fc.ipV6().filter((one) => !one.includes('.')),
      bits: fc.nat(128),
    }),
  );
  let tried = 0;
  fc.assert(
    fc.property(cases, fc.boolean(), ({ family, network, address, bits }, near) => {
      const config = { allow: [`${network}/${bits}`] };
      const parsed = ipAllow.config.safeParse(config);
      if (!parsed.success) return;
      tried += 1;
      const list = new BlockList();
      list.addSubnet(network, bits, family);
      const asked = near ? network : address;
      const hooks = bindPlugin(ipAllow, config, createBench().tools('door')).hooks;
      const context = { caller: { ...keyCaller(), address: asked }, header: () => undefined } as never;
      const call = () => hooks.onRequest?.(context, undefined as never);
      const mapped = family === 'ipv6' && /^::ffff:/i.test(asked);
      if (list.check(asked, family)) assert.ok(call());
      else if (!mapped) assert.throws(call, { code: 'FORBIDDEN' });
    }),
    { numRuns: 6_000 },
  );
  assert.ok(tried > 20, `${tried} networks`);
});

test('takes the word of its own proxies, and of nobody else', async () => {
  const code = judge({ allow: ['192.0.2.0/24'], trustedProxies: ['10.0.0.0/8', '::1'] });
  assert.equal(await code('10.0.0.5', '192.0.2.7'), undefined);
  assert.equal(await code('::1', '192.0.2.7:4711, 10.9.9.9'), undefined);
  assert.equal(await code('::1', '[::ffff:192.0.2.7]:4711'), undefined);
  // What a caller writes in front of its proxies is its own invention.
  assert.equal(await code('10.0.0.5', '192.0.2.7, 198.51.100.1'), 'FORBIDDEN');
  assert.equal(await code('198.51.100.1', '192.0.2.7'), 'FORBIDDEN');
  assert.equal(await code('192.0.2.7', '198.51.100.1'), undefined);
  assert.equal(await code('10.0.0.5', '192.0.2.7, nonsense'), 'FORBIDDEN');
  assert.equal(await code('10.0.0.5', ''), 'FORBIDDEN');
  assert.equal(await code('10.0.0.5'), 'FORBIDDEN');
});

test('says which entry is wrong, and what would be right', () => {
  const wrong = (entry: string) => {
    const [issue] = ipAllow.config.safeParse({ allow: ['192.0.2.1', entry] }).error?.issues ?? [];
    assert.deepEqual(issue?.path, ['allow', 1], entry);
    return issue.message;
  };
  assert.match(wrong('192.0.2.7/24'), /begins at 192\.0\.2\.0/);
  assert.match(wrong('2001:db8::1/32'), /begins at 2001:db8::/);
  assert.match(wrong('192.0.2.0/33'), /from 0 to 32/);
  assert.match(wrong('::ffff:192.0.2.0/90'), /from 96 to 128/);
  for (const entry of [
    '10.1',
    '0x7f.1',
    '010.0.0.1',
    'fe80::1%eth0',
    'localhost',
    '',
    '10.0.0.0/',
    '10.0.0.0/08',
    ' 10.0.0.1',
  ])
    assert.match(wrong(entry), /Give an address or a network/, entry);
  assert.deepEqual(ipAllow.config.safeParse({}).error?.issues[0]?.path, ['allow']);
  assert.ok(ipAllow.config.safeParse({ allow: ['::ffff:192.0.2.0/120'] }).success);
});

test('keeps a real gateway shut and open, by every way in', async (context) => {
  const shut = await startGuarded(context, { ipAllow: { deny: ['127.0.0.0/8', '::1'] } }, { smart: () => 'Hi' });
  const open = await startGuarded(context, { ipAllow: { allow: ['127.0.0.0/8', '::1'] } }, { smart: () => 'Hi' });
  for (const way of Object.keys(shut.ways)) {
    const refused = await shut.ways[way]?.('Hello');
    assert.match(refused?.raw ?? '', /Calls from this network address are not allowed/, way);
    assert.equal((await open.ways[way]?.('Hello'))?.text, 'Hi', way);
  }
  assert.equal(shut.vendor.requests.length, 0);
});
