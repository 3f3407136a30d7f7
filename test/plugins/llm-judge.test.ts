/** Answers that another model scores, behind the calls. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type ChatRequest, textOf } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { llmJudge } from '#plugins/llm-judge/plugin.ts';
import { piiRedactor } from '#plugins/pii-redactor/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { allCuts, answerIn } from '#test/plugins/cuts.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';

function scene(
  config: JsonObject = {},
  says: () => ChatResult | Error = () => textResult('{"reason":"Fine.","score":0.8}'),
) {
  const bench = createBench();
  const judge = bindPlugin(llmJudge, { model: 'judge', sample: 1, ...config }, bench.tools('quality'));
  const asked: ChatRequest[] = [];
  const models = {
    judge: {
      chat(request: ChatRequest) {
        asked.push(request);
        return says();
      },
    },
  };
  const run = (call: Partial<Parameters<typeof callThrough>[0]> = {}) =>
    callThrough({ bench, chain: [judge], models, ...call });
  const lines = () => bench.logged.filter(({ message }) => message === 'judged').map(({ fields }) => fields);
  return { bench, judge, asked, models, run, lines };
}

test('scores an answer behind the call: a line, a metric, and no word of prompt or answer', async () => {
  const { bench, asked, run, lines } = scene({ rubric: 'It rhymes.' });
  const { report, events } = await run({ request: userRequest('Say a verse.'), answer: textResult('Roses are red.') });
  assert.equal(lines().length, 1);
  const [line] = lines();
  assert.deepEqual([line?.score, line?.plugin, line?.model, line?.target], [0.8, 'quality', 'smart', 'first']);
  assert.ok(!JSON.stringify(bench.logged).includes('Roses'));
  assert.ok(report.attempts.every(({ provider }) => provider !== 'scripted'));
  assert.equal(events.at(-1)?.type, 'finish');
  const [system, user] = asked[0]?.messages ?? [];
  assert.match(textOf(system?.content ?? []), /It rhymes\./);
  assert.match(textOf(user?.content ?? []), /Say a verse\.[\s\S]*Roses are red\./);
  const metrics = await bench.metrics.text();
  assert.match(metrics, /gatehouse_judge_score_sum\{[^}]*model="smart"[^}]*\} 0\.8/);
  assert.match(metrics, /gatehouse_judgements_total\{[^}]*outcome="scored"[^}]*\} 1/);
});

test('changes nothing of a stream, however it is cut, and judges the whole', async (context) => {
  const { asked, run } = scene();
  const said = 'Roses are red, violets are blue.';
  let tried = 0;
  for (const pieces of allCuts(said)) {
    const answer = answerIn('text', pieces);
    assert.deepEqual((await run({ answer })).events, answer.flat());
    assert.ok(textOf(asked.at(-1)?.messages[1]?.content ?? []).includes(said));
    tried += 1;
  }
  context.diagnostic(`${tried} cuts tried`);
  assert.equal(asked.length, tried);
});

test('judges the chosen share, and no call that failed', async () => {
  const { asked, run } = scene({ sample: 0.3 });
  for (let call = 0; call < 400; call += 1) await run({ callId: `call-${call}` });
  assert.ok(asked.length > 80 && asked.length < 160, `${asked.length} of 400`);
  const failing = scene();
  await failing.run({ answer: new GatewayError('PROVIDER_UNAVAILABLE') });
  assert.equal(failing.asked.length, 0);
});

test('says the reason only where that was chosen, and warns below the bound', async () => {
  const { bench, run, lines } = scene({ reason: true, warnBelow: 0.9 });
  await run();
  assert.equal(lines()[0]?.reason, 'Fine.');
  assert.equal(bench.logged.length, 1);
  const silent = scene();
  await silent.run();
  assert.ok(!('reason' in (silent.lines()[0] ?? {})));
});

test('a judge that gives no score harms nobody', async () => {
  for (const says of ['No.', '{"score": 7}', '{"score": "1"}', '', '}{']) {
    const { bench, run, lines } = scene({}, () => textResult(says));
    assert.equal((await run()).error, undefined);
    assert.equal(lines().length, 0, says);
    assert.match(await bench.metrics.text(), /outcome="failed"[^}]*\} 1/);
  }
  const { run, bench } = scene({}, () => new Error('down'));
  assert.equal((await run()).error, undefined);
  assert.ok(bench.logged.some(({ message }) => message === 'An answer was not judged.'));
});

test('does not see what a redactor took out', async () => {
  const { bench, asked, judge, models } = scene();
  const redactor = bindPlugin(piiRedactor, { detect: ['email'], action: 'mask' }, bench.tools('pii'));
  const request = userRequest('Write to ada@example.org.');
  const { result } = await callThrough({
    bench,
    chain: [redactor, judge],
    models,
    request,
    answer: textResult('Wrote to [EMAIL_1].'),
  });
  assert.equal(result.choices[0]?.text, 'Wrote to ada@example.org.');
  assert.equal(asked.length, 1);
  assert.ok(!JSON.stringify(asked).includes('ada@'));
});

test('through a running gateway: every way in is judged, each judgement is a call of its own', async (context) => {
  const config = { llmJudge: { model: 'judge', sample: 1 } };
  const gateway = await startGuarded(context, config, { smart: () => 'Good day.', judge: () => '{"score": 0.5}' });
  for (const [way, ask] of Object.entries(gateway.ways)) assert.equal((await ask('Hello')).text, 'Good day.', way);
  const recorded = async () => {
    const { calls } = await gateway.ask('{ calls(first: 20) { nodes { id modelName } } }');
    return calls.nodes as readonly { readonly id: string; readonly modelName: string }[];
  };
  let calls = await recorded();
  for (let tries = 0; tries < 50 && calls.length < 8; tries += 1) {
    await wait(100);
    calls = await recorded();
  }
  assert.equal(calls.filter(({ modelName }) => modelName === 'judge').length, 4);
  const metrics = await fetch(`${gateway.adminUrl}/metrics`, {
    headers: { authorization: `Bearer ${gateway.adminToken}` },
  });
  assert.match(await metrics.text(), /gatehouse_judge_score_count\{[^}]*\} 4/);
});
