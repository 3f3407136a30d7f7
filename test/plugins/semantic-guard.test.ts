/** Texts by their meaning, as vectors of the test's own have it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { piecesOf } from '#plugins/semantic-guard/pieces.ts';
import { semanticGuard } from '#plugins/semantic-guard/plugin.ts';
import { type Bench, bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { allCuts, answerIn, CHANNELS } from '#test/plugins/cuts.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';
import type { ScriptedModel } from '#test/plugins/scripted-models.ts';

/** One dimension a subject: how often its words occur, and a little of everything else. */
const SUBJECTS = [/sue|court|lawyer|contract/gi, /train|station|ticket/gi];
const vectorOf = (text: string): readonly number[] => [
  ...SUBJECTS.map((words) => text.match(words)?.length ?? 0),
  0.2 + text.length / 1_000,
];

const LEGAL = 'Can I sue my landlord in court?';
const TRAIN = 'When does the train leave the station?';

function embedder(): ScriptedModel & { readonly asked: (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    embed(texts) {
      asked.push(texts);
      return texts.map(vectorOf);
    },
  };
}

type Call = Partial<Parameters<typeof callThrough>[0]>;

function run(config: JsonObject, call: Call = {}, bench: Bench = createBench(), model: ScriptedModel = embedder()) {
  const chain = [bindPlugin(semanticGuard, { model: 'embedder', ...config }, bench.tools('meaning'))];
  return callThrough({ bench, chain, models: { embedder: model }, ...call });
}

test('denies what is like an example, and says how like and not what', async () => {
  const { error, asked, report } = await run({ deny: [LEGAL] }, { request: userRequest('My lawyer wants to sue.') });
  assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
  assert.equal(asked, undefined);
  const [finding] = report.findings;
  assert.deepEqual([finding?.category, finding?.action, finding?.stage], ['semantic.deny', 'blocked', 'request']);
  assert.ok((finding?.score ?? 0) > 0.9);
  assert.ok(!JSON.stringify([report, error?.message]).includes('lawyer'));
  assert.equal((await run({ deny: [LEGAL] }, { request: userRequest(TRAIN) })).error, undefined);
});

test('allows only what is like an example', async () => {
  const config = { allow: ['A ticket for the train', TRAIN], stages: ['request'] };
  assert.equal((await run(config, { request: userRequest('Which station sells the ticket?') })).error, undefined);
  const { error, report } = await run(config, { request: userRequest('Do I need a lawyer?') });
  assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
  assert.equal(report.findings[0]?.category, 'semantic.allow');
});

test('replaces or only reports where that was chosen', async () => {
  const config = { deny: [LEGAL], replaceWith: '[gone]' };
  const replaced = await run(
    { ...config, action: 'replace' },
    { request: userRequest(LEGAL), answer: textResult(LEGAL) },
  );
  assert.equal(textOf(replaced.asked?.messages[0]?.content ?? []), '[gone]');
  assert.equal(replaced.result.choices[0]?.text, '[gone]');
  const answer = answerIn('text', ['Sue in ', 'court.']);
  const flagged = await run({ ...config, action: 'flag' }, { request: userRequest(LEGAL), answer });
  assert.deepEqual(flagged.events, answer.flat());
  assert.deepEqual(
    flagged.report.findings.map(({ action, stage }) => [action, stage]),
    [
      ['flagged', 'request'],
      ['flagged', 'response'],
    ],
  );
});

test('embeds the examples once for each instance and model, also across snapshots and where the first call failed', async () => {
  const bench = createBench();
  const broken: ScriptedModel = { embed: () => new Error('down') };
  assert.equal((await run({ deny: [LEGAL] }, {}, bench, broken)).error?.code, 'PLUGIN_FAILED');
  const model = embedder();
  for (let count = 0; count < 5; count += 1) await run({ deny: [LEGAL] }, {}, bench, model);
  const ofExamples = () => model.asked.filter((texts) => texts.includes(LEGAL) || texts.includes(TRAIN)).length;
  assert.equal(ofExamples(), 1);
  await run({ deny: [LEGAL, TRAIN] }, {}, bench, model);
  assert.equal(ofExamples(), 2);
  // A model that was exchanged behind its name makes vectors of another length.
  const other: ScriptedModel = { embed: (texts) => texts.map((text) => [...vectorOf(text), 0, 0]) };
  assert.equal(
    (await run({ deny: [LEGAL, TRAIN] }, { request: userRequest(LEGAL) }, bench, other)).error?.code,
    'GUARDRAIL_BLOCKED',
  );
});

test('a vector without direction is a failure and no likeness', async () => {
  const model: ScriptedModel = { embed: (texts) => texts.map(() => [0, 0]) };
  assert.equal((await run({ deny: [LEGAL] }, {}, createBench(), model)).error?.code, 'PLUGIN_FAILED');
});

test('finds one sentence in a long text, wherever it stands', async () => {
  const filler = 'The weather is neither here nor there today. ';
  for (const before of [0, 10, 13, 14, 50, 200]) {
    const text = `${filler.repeat(before)}${LEGAL} ${filler.repeat(60)}`;
    assert.equal(
      (await run({ deny: [LEGAL] }, { request: userRequest(text) })).error?.code,
      'GUARDRAIL_BLOCKED',
      String(before),
    );
  }
  const word = 'x'.repeat(100_000);
  const pieces = piecesOf(word);
  assert.ok(pieces.length < 300 && pieces.every(({ length }) => length <= 600));
});

test('nothing of what is denied leaves, in no form and however it is cut', async (context) => {
  let tried = 0;
  for (const channel of CHANNELS) {
    for (const pieces of allCuts(LEGAL)) {
      const answer = answerIn(channel, pieces);
      const blocked = await run({ deny: [LEGAL], stages: ['response'] }, { answer });
      assert.deepEqual([blocked.error?.code, blocked.events], ['GUARDRAIL_BLOCKED', []], channel);
      const replaced = await run({ deny: [LEGAL], action: 'replace', replaceWith: 'No.' }, { answer });
      assert.deepEqual(
        replaced.events.map(({ type }) => type),
        ['start', 'text-delta', 'choice-finish', 'finish'],
      );
      tried += 2;
    }
  }
  context.diagnostic(`${tried} cuts tried`);
});

test('through a running gateway: prompts and answers by every way in', async (context) => {
  const input = (body: JsonObject) => (Array.isArray(body.input) ? body.input : [body.input]).map(String);
  const gateway = await startGuarded(
    context,
    { semanticGuard: { model: 'embedder', deny: [LEGAL] } },
    {
      smart: (body) => (JSON.stringify(body).includes('Surprise') ? 'Take your lawyer to court.' : 'At noon.'),
      embedder: (body) => input(body).map(vectorOf),
    },
  );
  for (const [way, ask] of Object.entries(gateway.ways)) {
    assert.equal((await ask(TRAIN)).text, 'At noon.', way);
    for (const [question, stage] of [
      [LEGAL, 'REQUEST'],
      ['Surprise me.', 'RESPONSE'],
    ] as const) {
      const { raw, code } = await ask(question);
      assert.ok(code === 'content_filter' || code === 'GUARDRAIL_BLOCKED', `${way}: ${raw}`);
      assert.ok(!raw.includes('court'), way);
      const [finding] = (await gateway.lastCall()).guardrails;
      assert.deepEqual([finding?.category, finding?.stage], ['semantic.deny', stage]);
    }
  }
});
