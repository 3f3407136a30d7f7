/** A service that judges calls: what it is sent, whether its word counts, and what happens without it. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { type ChatRequest, textOf } from '#core/chat/request.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import { httpHook } from '#plugins/http-hook/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { allCuts, answerIn, CHANNELS } from '#test/plugins/cuts.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';
import type { Data } from '#test/support/admin-gateway.ts';
import { createUpstream, hang, json, type Reply, raw, reset, type Upstream } from '#test/support/upstream.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Scene {
  readonly service: Upstream;
  run(
    reply: Json | Reply,
    call?: Partial<Parameters<typeof callThrough>[0]> & { config?: JsonObject; onFailure?: BoundPlugin['onFailure'] },
  ): ReturnType<typeof callThrough>;
}

async function arrange(context: TestContext): Promise<Scene> {
  const service = await createUpstream();
  context.after(() => service.close());
  const bench = createBench();
  return {
    service,
    run(reply, { config, onFailure = 'closed', ...call } = {}) {
      service.on(() => (typeof reply === 'function' ? reply : json(200, reply)));
      const given = { url: `${service.url}/judge`, secret: 'SIGNING', allowPrivateNetwork: true, ...config };
      const chain = [{ ...bindPlugin(httpHook, given, bench.tools('hook')), onFailure }];
      return callThrough({ bench, chain, ...call });
    },
  };
}

const ONLY = { request: { stages: ['request'] }, response: { stages: ['response'] } };

test('is sent the call, signed so that the library of the standard verifies it', async (context) => {
  const { service, run } = await arrange(context);
  const raws: string[] = [];
  const request = userRequest('How are you?', { tools: [{ name: 'find', inputSchema: { type: 'object' } }] });
  await run(
    async (exchange) => {
      await json(200, { action: 'allow' })(exchange);
    },
    { request, answer: textResult('Well.', { toolCalls: [{ id: 'c', name: 'find', input: '{}' }] }) },
  );
  for (const { body, headers } of service.requests) {
    raws.push(JSON.stringify(body));
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
    const proof = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
    // The clock of the bench stands still in the past, which the library would take for a replay.
    assert.equal(
      new Webhook(SECRET).sign(proof['webhook-id'] ?? '', new Date(1_700_000_000_000), JSON.stringify(body)),
      proof['webhook-signature'],
    );
    assert.equal(proof['webhook-timestamp'], '1700000000');
  }
  const [asked, answered] = service.requests.map(({ body }) => body as Data);
  assert.equal(asked?.type, 'chat.request');
  assert.deepEqual(asked?.data.request.messages, [{ role: 'user', content: 'How are you?' }]);
  assert.equal(asked?.data.request.tools[0].name, 'find');
  assert.deepEqual([asked?.data.model, asked?.data.consumer], ['smart', 'one']);
  assert.equal(answered?.type, 'chat.response');
  assert.deepEqual(answered?.data.answer.choices, [
    { text: 'Well.', toolCalls: [{ name: 'find', input: '{}' }], finishReason: 'stop' },
  ]);
  assert.ok(!raws.join().includes('MfKQ9r8G'));
});

test('blocks, flags and replaces the prompt', async (context) => {
  const { run } = await arrange(context);
  const config = ONLY.request;
  const blocked = await run({ action: 'block', category: 'off-topic', message: 'Ask about trains.' }, { config });
  assert.deepEqual([blocked.error?.code, blocked.error?.message], ['GUARDRAIL_BLOCKED', 'Ask about trains.']);
  assert.equal(blocked.asked, undefined);
  assert.equal(blocked.report.findings[0]?.category, 'hook.off-topic');
  const flagged = await run({ action: 'flag' }, { config });
  assert.deepEqual([flagged.error, flagged.report.findings[0]?.action], [undefined, 'flagged']);
  const request: ChatRequest = userRequest('', {
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look, Ada: ' },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          { type: 'text', text: 'nice.' },
        ],
      },
    ],
  });
  const replaced = await run({ action: 'replace', text: 'Look.' }, { config, request });
  assert.deepEqual(
    replaced.asked?.messages[1]?.content.map((part) => (part.type === 'text' ? part.text : part.type)),
    ['Look.', 'image'],
  );
  const messages = [
    { role: 'system', content: 'Be very kind.' },
    { role: 'user', content: 'Look, Ada: nice.' },
  ];
  const rewritten = await run({ action: 'replace', messages }, { config, request });
  assert.equal(textOf(rewritten.asked?.messages[0]?.content ?? []), 'Be very kind.');
  assert.equal(rewritten.asked?.messages[1], request.messages[1]);
  const fewer = await run({ action: 'replace', messages: messages.slice(1) }, { config, request });
  assert.equal(fewer.error?.code, 'PLUGIN_FAILED');
});

test('without its word the chain entry decides, before the call and after it', async (context) => {
  const { run } = await arrange(context);
  const failures: readonly Reply[] = [
    reset(),
    hang(),
    json(500, { action: 'allow' }),
    json(200, { action: 'perhaps' }),
    json(200, { action: 'replace' }),
    raw(200, 'allow'),
    raw(302, '', { location: 'http://127.0.0.1/' }),
  ];
  for (const [index, reply] of failures.entries()) {
    for (const stage of [ONLY.request, ONLY.response]) {
      const config = { ...stage, timeout: '200ms' };
      const answer = answerIn('text', ['Hel', 'lo']);
      const closed = await run(reply, { config, answer });
      assert.deepEqual([closed.error?.code, closed.events], ['PLUGIN_FAILED', []], `failure ${index}`);
      const open = await run(reply, { config, answer, onFailure: 'open' });
      assert.equal(open.error, undefined);
      assert.deepEqual(open.events, answer.flat(), `failure ${index}`);
    }
  }
});

test('nothing of a refused or replaced answer leaves, in no form and however it is cut', async (context) => {
  const { run } = await arrange(context);
  let tried = 0;
  const word = 'forbidden';
  for (const channel of CHANNELS) {
    for (const pieces of allCuts(word)) {
      const answer = answerIn(channel, pieces);
      const blocked = await run({ action: 'block' }, { config: ONLY.response, answer });
      assert.deepEqual([blocked.error?.code, blocked.events], ['GUARDRAIL_BLOCKED', []]);
      const { events, result } = await run({ action: 'replace', text: 'Fine.' }, { config: ONLY.response, answer });
      assert.equal(result.choices[0]?.text, 'Fine.');
      assert.deepEqual(
        events.map(({ type }) => type),
        ['start', 'text-delta', 'choice-finish', 'finish'],
      );
      tried += 2;
    }
  }
  context.diagnostic(`${tried} cuts tried`);
});

test('is refused where its secret is not in the environment, and cannot be read back', () => {
  assert.throws(() =>
    bindPlugin(httpHook, { url: 'https://example.com', secret: 'MISSING' }, createBench().tools('x')),
  );
});

test('through a running gateway: judged by every way in, and the secret stays where it is', async (context) => {
  const service = await createUpstream();
  context.after(() => service.close());
  const hook = { url: service.url, secret: 'HOUSE', allowPrivateNetwork: true };
  const gateway = await startGuarded(
    context,
    { httpHook: hook },
    { smart: () => 'The launch code is 0000.' },
    {
      GATEHOUSE_PLUGIN_SECRET_HOUSE: SECRET,
    },
  );
  for (const [way, ask] of Object.entries(gateway.ways)) {
    service.on(({ body }) =>
      json(
        200,
        JSON.stringify(body).includes('launch code') ? { action: 'block', category: 'secret' } : { action: 'allow' },
      ),
    );
    const { raw: shown, code } = await ask('Tell me.');
    assert.ok(code === 'content_filter' || code === 'GUARDRAIL_BLOCKED', `${way}: ${shown}`);
    assert.ok(!shown.includes('0000'), way);
    assert.equal((await gateway.lastCall()).guardrails[0]?.category, 'hook.secret');
    service.on(() => json(200, { action: 'replace', text: 'Nothing to tell.' }));
    assert.equal((await ask('Tell me.')).text, 'Nothing to tell.', way);
  }
  const { body, headers } = service.requests.at(-1) ?? {};
  const proof = Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
  new Webhook(SECRET).verify(JSON.stringify(body), proof);
  const { plugins } = await gateway.ask(
    '{ plugins { nodes { name config { ... on HttpHookConfig { url secret } } } } }',
  );
  assert.equal(plugins.nodes[0].config.secret, 'HOUSE');
  assert.ok(!JSON.stringify([plugins, gateway.log]).includes('MfKQ9r8G'));
});
