/** Answers that have to fit a schema: judged, asked for again, refused, however they are cut. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatRequest, textOf } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { compileSchema } from '#plugins/output-schema/compile-schema.ts';
import { outputSchema } from '#plugins/output-schema/plugin.ts';
import { bindPlugin, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { allCuts, answerIn } from '#test/plugins/cuts.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';

const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string', pattern: '^[A-Z]' }, people: { type: 'integer', minimum: 0 } },
  required: ['city', 'people'],
  additionalProperties: false,
};
const GOOD = '{"city":"Bonn","people":330000}';
const BAD = '{"city":"bonn","people":-1}';

interface Asked {
  readonly config?: JsonObject;
  readonly answer?: Parameters<typeof callThrough>[0]['answer'];
  readonly request?: ChatRequest;
  /** What the model says when it is asked again, in order. */
  readonly again?: readonly string[];
}

async function run({ config = { schema: SCHEMA }, answer, request, again = [] }: Asked) {
  const bench = createBench();
  const chain = [bindPlugin(outputSchema, config, bench.tools('form'))];
  const asked: ChatRequest[] = [];
  const smart = {
    chat(given: ChatRequest) {
      asked.push(given);
      return textResult(again[asked.length - 1] ?? BAD);
    },
  };
  const models = { smart, other: smart };
  return {
    ...(await callThrough({ bench, chain, models, ...(answer && { answer }), ...(request && { request }) })),
    again: asked,
  };
}

test('lets what fits leave as it came, and tells the model of the schema', async () => {
  const { result, report, asked, again } = await run({ answer: textResult(GOOD) });
  assert.equal(result.choices[0]?.text, GOOD);
  assert.deepEqual([report.findings, again], [[], []]);
  assert.deepEqual(asked?.responseFormat, { type: 'json-schema', name: 'answer', schema: SCHEMA });
  const untold = await run({ config: { schema: SCHEMA, askFor: false }, answer: textResult(GOOD) });
  assert.deepEqual(untold.asked?.responseFormat, { type: 'text' });
});

test('asks the same model again, with what was wrong, within the limit', async () => {
  const { result, report, again, error } = await run({ answer: textResult(BAD), again: [GOOD] });
  assert.equal(error, undefined);
  assert.equal(result.choices[0]?.text, GOOD);
  assert.deepEqual(
    report.findings.map(({ category, action }) => [category, action]),
    [['schema.invalid', 'redacted']],
  );
  const [first, said, complaint] = again[0]?.messages ?? [];
  assert.deepEqual([first?.role, said?.role, textOf(said?.content ?? [])], ['user', 'assistant', BAD]);
  assert.match(textOf(complaint?.content ?? []), /#\/city: .*pattern[\s\S]*#\/people: -1 is less than 0/);

  const config = { schema: SCHEMA, attempts: 3 };
  const late = await run({ config, answer: textResult('No.'), again: [BAD, 'Sorry.', GOOD] });
  assert.deepEqual([late.again.length, late.result.choices[0]?.text], [3, GOOD]);
  const never = await run({ config, answer: textResult('No.') });
  assert.deepEqual([never.again.length, never.error?.code, never.events], [3, 'GUARDRAIL_BLOCKED', []]);
});

test('takes JSON out of its fence without asking', async () => {
  const { result, again } = await run({ answer: textResult(`\`\`\`json\n${GOOD}\n\`\`\``) });
  assert.deepEqual([result.choices[0]?.text, again.length], [GOOD, 0]);
});

test('refuses or only reports where that was chosen', async () => {
  const blocked = await run({ config: { schema: SCHEMA, action: 'block' }, answer: textResult(BAD) });
  assert.deepEqual([blocked.error?.code, blocked.events.length, blocked.again.length], ['GUARDRAIL_BLOCKED', 0, 0]);
  const flagged = await run({ config: { schema: SCHEMA, action: 'flag' }, answer: textResult(BAD) });
  assert.deepEqual([flagged.result.choices[0]?.text, flagged.report.findings[0]?.action], [BAD, 'flagged']);
});

test('holds callers to the schema that they ask for, and leaves others alone', async () => {
  const responseFormat = { type: 'json-schema', name: 'city', schema: SCHEMA } as const;
  const request = userRequest('Where?', { responseFormat });
  assert.equal(
    (await run({ config: {}, request, answer: textResult(BAD), again: [GOOD] })).result.choices[0]?.text,
    GOOD,
  );
  assert.equal((await run({ config: {}, answer: textResult('Anything.') })).result.choices[0]?.text, 'Anything.');
  const json = userRequest('Where?', { responseFormat: { type: 'json' } });
  assert.equal(
    (await run({ config: {}, request: json, answer: textResult('{'), again: ['{}'] })).result.choices[0]?.text,
    '{}',
  );
});

test('lets calls of tools and refusals pass', async () => {
  const toolCalls = [{ id: 'c', name: 'f', input: '{}' }];
  assert.equal((await run({ answer: textResult('', { toolCalls }) })).error, undefined);
  assert.equal((await run({ answer: textResult('', { refusal: 'I will not.' }) })).error, undefined);
});

test('nothing of an answer that does not fit leaves, however it is cut', async (context) => {
  let tried = 0;
  for (const again of [[GOOD], []]) {
    for (const pieces of allCuts(BAD)) {
      const { events, error } = await run({ answer: answerIn('text', pieces), again });
      tried += 1;
      const said = events.map((event) => ('text' in event ? event.text : '')).join('');
      assert.equal(said, again.length > 0 ? GOOD : '');
      assert.equal(error?.code, again.length > 0 ? undefined : 'GUARDRAIL_BLOCKED');
    }
  }
  for (const pieces of allCuts(GOOD)) {
    const { events } = await run({ answer: answerIn('text', pieces) });
    tried += 1;
    assert.deepEqual(events, answerIn('text', pieces).flat());
  }
  context.diagnostic(`${tried} cuts tried`);
});

test('refuses a schema that it cannot judge by, in the words of who wrote it', async () => {
  for (const schema of [
    { type: 'object', patternProperties: { a: {} } },
    { pattern: '(?=x)' },
    { $ref: 'https://example.com/schema' },
    { $ref: '#/$defs/missing' },
    { properties: 5 },
    { enum: 'x' },
    { items: 7 },
    { properties: { a: { $id: 'x' } } },
  ]) {
    const { error } = outputSchema.config.safeParse({ schema });
    assert.deepEqual(error?.issues[0]?.path, ['schema'], JSON.stringify(schema));
    const request = userRequest('x', { responseFormat: { type: 'json-schema', name: 'x', schema: schema as never } });
    const asked = await run({ config: {}, request });
    assert.equal(asked.error?.code, 'INVALID_REQUEST', JSON.stringify(schema));
    assert.equal(asked.asked, undefined);
    assert.equal((await run({ config: { action: 'flag' }, request })).report.findings[0]?.category, 'schema.unread');
  }
});

test('no schema and no answer holds the gateway', (context) => {
  const doubled = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `n${index}`,
      { anyOf: [{ $ref: `#/$defs/n${index + 1}` }, { $ref: `#/$defs/n${index + 1}` }] },
    ]),
  );
  const tree = {
    anyOf: [
      { properties: { x: { $ref: '#' } }, required: ['y'] },
      { properties: { x: { $ref: '#' } }, required: ['z'] },
    ],
  };
  const nested = (depth: number): JsonObject => (depth === 0 ? {} : { x: nested(depth - 1) });
  const cases: readonly (readonly [JsonObject, unknown])[] = [
    [{ pattern: '^(a+)+$' }, `${'a'.repeat(100_000)}!`],
    [{ properties: { a: { pattern: '(x+x+)+y' } } }, { a: 'x'.repeat(50_000) }],
    [{ $ref: '#/$defs/n0', $defs: { ...doubled, n40: false } }, 1],
    [{ $ref: '#' }, 1],
    [tree, nested(60)],
    [{ uniqueItems: true }, Array.from({ length: 20_000 }, (_, index) => index)],
    [
      { items: { enum: Array.from({ length: 5_000 }, (_, index) => `v${index}`) } },
      Array.from({ length: 5_000 }, () => 'w'),
    ],
    [
      { items: { required: Array.from({ length: 5_000 }, (_, index) => `v${index}`) } },
      Array.from({ length: 5_000 }, () => ({})),
    ],
    [{ format: 'email' }, `${'a'.repeat(50_000)}@${'b.'.repeat(20_000)}!`],
    [{ items: { type: 'string' } }, Array.from({ length: 100_000 }, () => 1)],
  ];
  let longest = 0;
  // What has never run is slow for a reason that no schema has a part in.
  compileSchema(SCHEMA).problemsOf(Array.from({ length: 2_000 }, () => 1));
  for (let round = 0; round < 50; round += 1) compileSchema(SCHEMA).problemsOf({ city: 'Bonn', people: 'many' });
  for (const [schema, value] of cases) {
    const startedAt = performance.now();
    const { problemsOf } = compileSchema(schema);
    const compiledAt = performance.now();
    problemsOf(value as JsonObject);
    const took = Math.max(compiledAt - startedAt, performance.now() - compiledAt);
    context.diagnostic(`${JSON.stringify(schema).slice(0, 60)}: ${took.toFixed(1)} ms`);
    longest = Math.max(longest, took);
  }
  assert.ok(longest < 200, `${longest} ms`);
});

test('through a running gateway: a better answer by every way in, and a refusal where there is none', async (context) => {
  let good = true;
  const again = (body: JsonObject) => JSON.stringify(body).includes('does not fit');
  const gateway = await startGuarded(
    context,
    { outputSchema: { schema: SCHEMA, repairModel: 'careful' } },
    { smart: () => BAD, careful: (body) => (again(body) && good ? GOOD : BAD) },
  );
  for (const [way, ask] of Object.entries(gateway.ways)) {
    good = true;
    assert.equal((await ask('Which city?')).text, GOOD, way);
    assert.deepEqual(
      (await gateway.lastCall()).guardrails.map(({ category }) => category),
      ['schema.invalid'],
    );
    good = false;
    const { raw, code } = await ask('Which city?');
    assert.ok(code === 'content_filter' || code === 'GUARDRAIL_BLOCKED', `${way}: ${raw}`);
    assert.ok(!raw.includes('bonn'), way);
  }
});
