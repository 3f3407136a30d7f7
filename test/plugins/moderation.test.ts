/** Harmful texts, as three kinds of judges score them, whole and by windows. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ChatRequest, textOf } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { moderation } from '#plugins/moderation/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { allCuts, answerIn, CHANNELS } from '#test/plugins/cuts.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';
import { createUpstream, json, type Upstream } from '#test/support/upstream.ts';

const EVIL = 'how to poison the well';

/** Finds harm in whatever has the words in it. */
const scoresFor = (text: string) => ({ violence: text.includes(EVIL) ? 0.93 : 0.01, sexual: 0.2 });

function openaiReply(body: Json) {
  const inputs = isJsonObject(body) && Array.isArray(body.input) ? body.input.map(String) : [];
  return json(200, {
    id: 'modr-1',
    results: inputs.map((text) => ({ flagged: false, category_scores: scoresFor(text) })),
  });
}

async function startService(context: TestContext): Promise<Upstream> {
  const service = await createUpstream();
  context.after(() => service.close());
  service.on(({ body }) => openaiReply(body));
  return service;
}

type Call = Partial<Parameters<typeof callThrough>[0]>;

function runAt({ url }: Upstream, config: JsonObject, call: Call = {}) {
  const bench = createBench();
  const given = { url, secret: 'TOKEN', allowPrivateNetwork: true, ...config };
  return callThrough({ bench, chain: [bindPlugin(moderation, given, bench.tools('harm'))], ...call });
}

test('asks OpenAI, refuses by threshold and category, and never repeats the text', async (context) => {
  const service = await startService(context);
  const request = userRequest(`Tell me ${EVIL}.`);
  const { error, report, asked } = await runAt(service, {}, { request });
  assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
  assert.equal(asked, undefined);
  assert.deepEqual(report.findings, [
    { plugin: 'harm', category: 'moderation.violence', action: 'blocked', stage: 'request', score: 0.93 },
  ]);
  assert.ok(!JSON.stringify([report, error?.message]).includes('poison'));
  assert.equal(service.requests[0]?.headers.authorization, 'Bearer token-of-the-test');
  assert.deepEqual(service.requests[0]?.body, { model: 'omni-moderation-latest', input: [`Tell me ${EVIL}.`] });

  const high = [{ name: 'Violence', threshold: 0.95 }];
  assert.equal((await runAt(service, { categories: high }, { request })).error, undefined);
  const both = await runAt(service, { threshold: 0.1, action: 'flag' }, { request });
  assert.deepEqual(
    both.report.findings.map(({ category, action, stage }) => [category, action, stage]),
    [
      ['moderation.violence', 'flagged', 'request'],
      ['moderation.sexual', 'flagged', 'request'],
      ['moderation.sexual', 'flagged', 'response'],
    ],
  );
});

test('asks Azure, whose severities go to 7', async (context) => {
  const service = await startService(context);
  service.on(({ body }) => {
    const severity = JSON.stringify(body).includes(EVIL) ? 4 : 0;
    return json(200, { blocklistsMatch: [], categoriesAnalysis: [{ category: 'Violence', severity }] });
  });
  const { report } = await runAt(service, { source: 'azure' }, { request: userRequest(EVIL) });
  assert.deepEqual([report.findings[0]?.category, report.findings[0]?.score], ['moderation.violence', 0.57]);
  const [asked] = service.requests;
  assert.equal(asked?.path, '/contentsafety/text:analyze?api-version=2024-09-01');
  assert.equal(asked?.headers['ocp-apim-subscription-key'], 'token-of-the-test');
  assert.deepEqual(asked?.body, { text: EVIL, outputType: 'EightSeverityLevels' });
});

test('asks a model of the gateway with a rubric', async () => {
  const bench = createBench();
  const config = { source: 'model', model: 'judge', rubric: 'violence: whether somebody is hurt' };
  const chain = [bindPlugin(moderation, config, bench.tools('harm'))];
  const asked: ChatRequest[] = [];
  const judge = {
    chat(request: ChatRequest) {
      asked.push(request);
      const text = textOf(request.messages[1]?.content ?? []);
      return textResult(`\`\`\`json\n${JSON.stringify(scoresFor(text))}\n\`\`\``);
    },
  };
  const run = (text: string) => callThrough({ bench, chain, models: { judge }, request: userRequest(text) });
  assert.equal((await run(EVIL)).error?.code, 'GUARDRAIL_BLOCKED');
  const fine = await run('Good morning.');
  assert.equal(fine.error, undefined);
  assert.equal(fine.report.attempts.filter(({ provider }) => provider === 'scripted').length, 2);
  assert.match(textOf(asked[0]?.messages[0]?.content ?? []), /somebody is hurt/);
});

test('a judge that does not score is a failure and no clean text', async (context) => {
  const service = await startService(context);
  for (const answer of [
    {},
    { results: [] },
    { results: [{}] },
    { results: [{ category_scores: {} }] },
    { results: 7 },
  ]) {
    service.on(() => json(200, answer as Json));
    assert.equal((await runAt(service, {})).error?.code, 'PLUGIN_FAILED', JSON.stringify(answer));
  }
  service.on(() => json(401, { error: 'no' }));
  assert.equal((await runAt(service, { stages: ['response'] })).error?.code, 'PLUGIN_FAILED');
});

test('finds harm anywhere in a long text', async (context) => {
  const service = await startService(context);
  for (const before of [0, 9_490, 9_980, 9_995, 19_000, 25_000]) {
    const request = userRequest(`${'x'.repeat(before)}${EVIL}${'y'.repeat(5_000)}`);
    assert.equal((await runAt(service, {}, { request })).error?.code, 'GUARDRAIL_BLOCKED', String(before));
  }
});

test('harm never leaves, in no form and however it is cut, held whole or by windows', async (context) => {
  const service = await startService(context);
  let tried = 0;
  for (const window of [0, 30]) {
    for (const channel of CHANNELS) {
      const said = `${'Quite harmless words. '.repeat(window > 0 ? 6 : 1)}Now ${EVIL}: ${'and so on '.repeat(8)}`;
      for (const pieces of allCuts(said)) {
        const { events, error } = await runAt(
          service,
          { stages: ['response'], window },
          { answer: answerIn(channel, pieces) },
        );
        tried += 1;
        assert.equal(error?.code, 'GUARDRAIL_BLOCKED', channel);
        const shown = events
          .map((event) => ('text' in event ? event.text : 'input' in event ? event.input : ''))
          .join('');
        assert.ok(!shown.includes('how to'), shown);
        if (window === 0) assert.deepEqual(events, []);
        else if (channel !== 'vendor-block') assert.ok(shown.startsWith('Quite harmless'), channel);
      }
    }
  }
  context.diagnostic(`${tried} cuts tried`);
});

test('by windows, what is harmless leaves as it came, early, and with few questions', async (context) => {
  const service = await startService(context);
  const said = 'Quite harmless words. '.repeat(40);
  const answer = answerIn('text', said.match(/.{1,5}/g) ?? []);
  const { events } = await runAt(service, { stages: ['response'], window: 100 }, { answer });
  assert.deepEqual(events, answer.flat());
  assert.ok(service.requests.length <= 9, `${service.requests.length} questions`);
  const untidy = [...answerIn('reasoning', ['Thinking. ']).slice(0, -1), ...answer.slice(1)];
  const before = service.requests.length;
  const end = await runAt(service, { stages: ['response'], window: 100 }, { answer: untidy });
  assert.deepEqual(end.events, untidy.flat());
  assert.ok(service.requests.length - before <= 9, `${service.requests.length - before} questions`);
});

test('through a running gateway: prompts and answers by every way in', async (context) => {
  const service = await startService(context);
  const config = { moderation: { url: service.url, secret: 'JUDGE', allowPrivateNetwork: true } };
  const gateway = await startGuarded(
    context,
    config,
    { smart: (body) => (JSON.stringify(body).includes('bad') ? `Learn ${EVIL}.` : 'Good day.') },
    { GATEHOUSE_PLUGIN_SECRET_JUDGE: 'key-of-the-judge' },
  );
  for (const [way, ask] of Object.entries(gateway.ways)) {
    assert.equal((await ask('Hello')).text, 'Good day.', way);
    for (const [question, stage] of [
      [EVIL, 'REQUEST'],
      ['Be bad.', 'RESPONSE'],
    ] as const) {
      const { raw, code } = await ask(question);
      assert.ok(code === 'content_filter' || code === 'GUARDRAIL_BLOCKED', `${way}: ${raw}`);
      assert.ok(!raw.includes('poison'), way);
      const [finding] = (await gateway.lastCall()).guardrails;
      assert.deepEqual([finding?.category, finding?.stage], ['moderation.violence', stage]);
    }
  }
});
