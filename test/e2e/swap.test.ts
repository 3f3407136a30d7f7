/** Changing a chain while calls run: nobody notices, and the next call has the new one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { chunk } from '#test/doors/vendor-answers.ts';
import { startAdminGateway } from '#test/support/admin-gateway.ts';
import { createUpstream } from '#test/support/upstream.ts';

const STREAMS = 50;

test('swapping a chain while 50 streams run breaks none: they keep their chain, new calls have the new one', async (context) => {
  const gateway = await startAdminGateway(context);
  const vendor = await createUpstream();
  context.after(() => vendor.close());
  const gate = Promise.withResolvers<void>();
  vendor.on(() => async ({ response, write }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await write(chunk({ role: 'assistant', content: 'begun secret-1 ' }));
    await gate.promise;
    await write(chunk({ content: 'ended secret-2' }));
    await write(chunk({}, 'stop'));
    await write('data: [DONE]\n\n');
    response.end();
  });
  const guard = (mask: string) => ({
    patternGuard: { deny: ['secret-[0-9]'], action: 'MASK', stages: ['RESPONSE'], maskWith: mask },
  });
  const { quickStart } = await gateway.ask(
    `mutation ($input: QuickStartInput!) {
      quickStart(input: $input) { userErrors { path message } plaintext route { id } chain { revision entries { plugin { id } } } }
    }`,
    {
      input: {
        provider: { kind: 'OPENAI_COMPATIBLE', baseUrl: vendor.url, allowPrivateNetwork: true },
        model: { name: 'smart', upstreamModel: 'vendor-1' },
        route: { name: 'test', path: '/test' },
        plugins: [{ name: 'before', config: guard('[before]') }],
        key: { name: 'everyone' },
      },
    },
  );
  assert.deepEqual(quickStart.userErrors, []);
  const client = new OpenAI({ baseURL: gateway.url, apiKey: quickStart.plaintext, maxRetries: 0 });
  const openStream = async () => {
    const stream = await client.post('/test', {
      body: { messages: [{ role: 'user', content: 'Hi' }], stream: true },
      stream: true,
    });
    return (stream as AsyncIterable<OpenAI.ChatCompletionChunk>)[Symbol.asyncIterator]();
  };
  const readAll = async (chunks: AsyncIterator<OpenAI.ChatCompletionChunk>, begun = ''): Promise<string> => {
    let text = begun;
    for (let next = await chunks.next(); !next.done; next = await chunks.next())
      text += next.value.choices[0]?.delta.content ?? '';
    return text;
  };
  const running = await Promise.all(Array.from({ length: STREAMS }, openStream));
  const begun = await Promise.all(
    running.map(async (chunks) => (await chunks.next()).value?.choices[0]?.delta.content ?? ''),
  );

  const { pluginCreate } = await gateway.ask(
    `mutation ($input: PluginCreateInput!) { pluginCreate(input: $input) { userErrors { message } plugin { id } } }`,
    { input: { resource: { displayName: 'After' }, config: guard('[after]') } },
  );
  const { chainSet } = await gateway.ask(
    `mutation ($route: ID!, $plugin: ID!) {
      chainSet(scope: { routeId: $route }, expectedRevision: 1, entries: [{ pluginId: $plugin }]) { userErrors { message } conflict { actual } }
    }`,
    { route: quickStart.route.id, plugin: pluginCreate.plugin.id },
  );
  assert.deepEqual(chainSet, { userErrors: [], conflict: null });
  const late = await openStream();
  gate.resolve();

  const texts = await Promise.all(running.map((chunks, index) => readAll(chunks, begun[index])));
  assert.deepEqual(new Set(texts), new Set(['begun [before] ended [before]']));
  assert.equal(texts.length, STREAMS);
  assert.equal(await readAll(late), 'begun [after] ended [after]');
});
