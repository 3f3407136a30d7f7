/** Plugins that ask other models: past every chain, and paid for by the call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { chatRequest } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { PluginContext, PluginHooks } from '#core/plugin.ts';
import { STREAM, WHOLE } from '#test/doors/vendor-answers.ts';
import { openRoad, plugin } from '#test/pipeline/road.ts';
import { json, sse } from '#test/support/upstream.ts';

const QUESTION = chatRequest({ messages: [{ role: 'user', content: [{ type: 'text', text: 'Is it good?' }] }] });

function asking(model: string, onAnswer: (text: string) => void): PluginHooks {
  return {
    async onRequest({ models }: PluginContext, request) {
      const { choices } = await models.chat(model, QUESTION);
      onAnswer(choices[0]?.text ?? '');
      return { type: 'next', request };
    },
  };
}

test('what a plugin asks passes no chain, and its tokens are those of the call', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(({ body }) => (JSON.stringify(body).includes('"stream":true') ? sse(STREAM) : json(200, WHOLE)));
  const heard: string[] = [];
  const chain = [
    plugin(
      'judge',
      asking('smart', (text) => heard.push(text)),
    ),
  ];
  const { text, record } = await road.travel({ targets: [road.target('first')], chain });
  assert.deepEqual(heard, ['Hello there.']);
  assert.equal(text, 'Hello there.');
  assert.deepEqual(
    record?.attempts.map(({ target, outcome, usage }) => [target, outcome, usage?.inputTokens]),
    [
      ['first', 'succeeded', 3],
      ['first', 'succeeded', 3],
    ],
  );
  assert.equal(record?.usage?.inputTokens, 6);
  assert.equal(record?.steps.length, 1);
});

test('that another model failed is for the plugin to weigh, not a refusal of the call', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(({ body }) => (JSON.stringify(body).includes('"stream":true') ? sse(STREAM) : json(401, {})));
  for (const model of ['smart', 'no-such-model']) {
    const hooks: PluginHooks = {
      async onRequest({ models }, request) {
        await assert.rejects(models.chat(model, QUESTION), (thrown) => !(thrown instanceof GatewayError));
        return { type: 'next', request };
      },
    };
    const { error } = await road.travel({ targets: [road.target('first')], chain: [plugin('judge', hooks)] });
    assert.equal(error, undefined);
  }
});

test('what is asked after the end is a call of its own, so that no token is lost', async (context) => {
  const road = await openRoad(context);
  road.upstream.on(({ body }) => (JSON.stringify(body).includes('"stream":true') ? sse(STREAM) : json(200, WHOLE)));
  const hooks: PluginHooks = {
    async onSettled({ models }) {
      await models.chat('smart', QUESTION);
    },
  };
  const { record } = await road.travel({ targets: [road.target('first')], chain: [plugin('judge', hooks)] });
  while (road.records.length < 2) await setImmediate();
  const [, late] = road.records;
  assert.equal(late?.callId, `${record?.callId}-1`);
  assert.deepEqual([late?.status, late?.usage?.inputTokens], ['succeeded', 3]);
});
