/** What holds for every plugin of the registry. A new one is judged here without a change of this file. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { z } from 'zod';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { type AnyPlugin, PLUGIN_STAGES, type PluginStage } from '#core/plugin.ts';
import { tokenPart } from '#core/token-part.ts';
import { plugins } from '#plugins/registry.ts';
import { bindPlugin, callThrough, compilePlugin, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { neighboursOf } from '#test/plugins/neighbours.ts';

const FOLDER = join(import.meta.dirname, '../../src/plugins');
const SECTIONS = ['## When', '## Configuration', '## On a stream', '## What it costs'];
/** What several plugins share. */
const SHARED = ['call-log', 'delivery', 'identity', 'name-pattern', 'reuse', 'rewrite', 'text'];
const REFERENCES = ['anyOf', 'oneOf', 'allOf', '$ref', 'not'];

/** Stages of plugins that must not be passed by. */
const JUDGES: readonly PluginStage[] = ['authenticate', 'limit', 'guard'];

test('every folder is in the registry, once and in alphabetical order', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(
    plugins.map(({ id }) => id),
    folders
      .map(({ name }) => name)
      .filter((name) => !SHARED.includes(name))
      .sort(),
  );
});

for (const plugin of plugins) describe(plugin.id, () => judge(plugin));

function judge(plugin: AnyPlugin): void {
  const read = (file: string): string => readFileSync(join(FOLDER, plugin.id, file), 'utf8');

  test('says what it is', () => {
    assert.match(plugin.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.match(plugin.title, /^[A-Z].*[^.]$/);
    assert.match(plugin.summary, /^[A-Z][^.]*\.$/);
    assert.ok(PLUGIN_STAGES.includes(plugin.stage));
    for (const file of ['config.ts', 'plugin.ts']) assert.ok(existsSync(join(FOLDER, plugin.id, file)), file);
  });

  test('its README says when, how, what it does on a stream and what it costs, with examples that work', () => {
    const text = read('README.md');
    assert.ok(text.startsWith(`# ${plugin.title}\n`));
    for (const section of SECTIONS) assert.ok(text.includes(`\n${section}\n`), section);
    assert.match(text, new RegExp(`\`\`\`yaml\\n(?:.*\\n)*?\\s*type: ${plugin.id}\\n`));
    const variables = z
      .object({ input: z.object({ config: z.record(z.string(), z.record(z.string(), z.json())) }) })
      .parse(JSON.parse(/```json\n([\s\S]*?)```/.exec(text)?.[1] ?? ''));
    const { config } = variables.input;
    assert.deepEqual(Object.keys(config), [camelCase(plugin.id)]);
    const schema = jsonSchema(plugin);
    const given = fromGraphql(config[camelCase(plugin.id)] ?? {}, schema);
    compilePlugin(plugin, z.record(z.string(), z.json()).parse(given) as JsonObject, createBench().tools('readme'));
    for (const field of Object.keys(schema.properties ?? {})) assert.ok(text.includes(`\`${field}\``), field);
  });

  test('its example compiles, and what was parsed parses again to the same', () => {
    const parsed = plugin.config.parse(plugin.example);
    assert.deepEqual(plugin.config.parse(parsed), parsed);
    assert.deepEqual(JSON.parse(JSON.stringify(parsed)), parsed);
    compilePlugin(plugin, plugin.example, createBench().tools('example'));
  });

  test('refuses a field that it does not know, by name', () => {
    const { error } = plugin.config.safeParse({ ...plugin.example, unheardOf: 1 });
    assert.match(JSON.stringify(error?.issues), /unheardOf/);
  });

  test('its fields make a form: every one described, nothing but plain types', () => {
    const schema = jsonSchema(plugin);
    assert.equal(schema.type, 'object');
    assert.equal(schema.additionalProperties, false);
    assertPlain(schema, plugin.id);
    for (const field of schema.required ?? []) assert.ok(field in plugin.example, `the example lacks ${field}`);
  });

  test('gives the same answer whole and in pieces, in good order, and changes nothing it was given', async () => {
    const run = async (answer: readonly ChatBatch[]) => {
      const { bench, models } = neighboursOf(plugin.id);
      const chain = [bindPlugin(plugin, plugin.example, bench.tools('example'))];
      return callThrough({ bench, models, chain, request: deepFreeze(REQUEST), answer: deepFreeze(answer) });
    };
    const whole = await run([unfoldChat(ANSWER)]);
    const streamed = await run(inPieces(unfoldChat(ANSWER)));
    assert.equal(whole.error, undefined);
    assert.deepEqual(streamed.result, whole.result);
    assert.deepEqual(streamed.asked, whole.asked);
    assertInOrder(whole.events);
    assertInOrder(streamed.events);
  });

  if (JUDGES.includes(plugin.stage)) {
    test('judges texts to embed too, and refuses what it cannot read', async () => {
      assert.ok(plugin.operations?.includes('embedding'), 'would be passed by');
      if (plugin.stage !== 'guard') return;
      const { bench, models } = neighboursOf(plugin.id);
      const chain = [bindPlugin(plugin, plugin.example, bench.tools('example'))];
      const request = userRequest('', { messages: [{ role: 'user', content: [tokenPart([1, 2, 3])] }] });
      const { error, asked } = await callThrough({ bench, models, chain, request });
      assert.equal(asked, undefined);
      assert.deepEqual(error?.details.issues?.[0]?.path, ['input', '0']);
    });
  }

  test('keeps nothing in the module: an instance knows nothing of another', async () => {
    const { bench, models } = neighboursOf(plugin.id);
    const chainOf = (name: string) => [bindPlugin(plugin, plugin.example, bench.tools(name))];
    const [busy, idle] = [chainOf('busy'), chainOf('idle')];
    const first = await callThrough({ bench, models, chain: busy, request: REQUEST, answer: ANSWER });
    for (let count = 0; count < 20; count += 1)
      await callThrough({ bench, models, chain: busy, request: REQUEST, answer: ANSWER });
    const other = await callThrough({ bench, models, chain: idle, request: REQUEST, answer: ANSWER });
    assert.deepEqual([other.result, other.asked, other.error], [first.result, first.asked, first.error]);
    assert.equal(other.report.cache, first.report.cache);
  });
}

const REQUEST: ChatRequest = userRequest('How does a gateway work? My number is 078-05-1120.', {
  tools: [{ name: 'find', description: 'Finds.', inputSchema: { type: 'object' } }],
});

const ANSWER: ChatResult = {
  ...textResult(''),
  choices: [
    {
      text: 'It stands between, as secret-abcdefgh1234 and 078-05-1120 say. 😀'.repeat(3),
      refusal: '',
      reasoning: [{ text: 'Let me think.', signature: 'proof' }, { text: 'And again.' }],
      toolCalls: [{ id: 'call_1', name: 'find', input: '{"q":"secret-abcdefgh"}' }],
      finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
    },
    { text: 'Two', refusal: 'No.', reasoning: [], toolCalls: [], finishReason: { unified: 'stop', raw: 'stop' } },
  ],
};

/** Character by character, each in a read of its own. */
function inPieces(events: readonly ChatEvent[]): ChatBatch[] {
  return events.flatMap((event): ChatBatch[] => {
    if (event.type === 'tool-call-delta') return event.input.split('').map((input) => [{ ...event, input }]);
    return 'text' in event ? event.text.split('').map((text) => [{ ...event, text }]) : [[event]];
  });
}

/** Start first, finish last and once, and nothing of a choice after its end. */
function assertInOrder(events: readonly ChatEvent[]): void {
  assert.equal(events[0]?.type, 'start');
  assert.equal(
    events.findIndex(({ type }) => type === 'finish'),
    events.length - 1,
  );
  const ended = new Set<number>();
  for (const event of events) {
    if (!('choice' in event)) continue;
    assert.ok(!ended.has(event.choice), `${event.type} after the end of choice ${event.choice}`);
    if (event.type === 'choice-finish') ended.add(event.choice);
  }
}

interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly enum?: readonly string[];
}

function jsonSchema({ config }: AnyPlugin): FieldSchema {
  return z.toJSONSchema(config, { io: 'input' }) as FieldSchema;
}

function assertPlain(schema: FieldSchema, path: string): void {
  for (const word of REFERENCES) assert.ok(!(word in schema), `${path} has ${word}`);
  assert.ok(schema.type, `${path} has no type`);
  if (schema.items) assertPlain(schema.items, `${path}[]`);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    assert.match(field.description ?? '', /^[A-Z].*\.$/, `${path}.${name} is not described by a sentence`);
    assertPlain(field, `${path}.${name}`);
  }
}

/** GraphQL writes enum values in capitals; configurations write them small. */
function fromGraphql(value: unknown, schema: FieldSchema | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => fromGraphql(item, schema?.items));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, fromGraphql(member, schema?.properties?.[key])]),
    );
  }
  return typeof value === 'string' && schema?.enum ? schema.enum.find((name) => upperCase(name) === value) : value;
}

function upperCase(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

function camelCase(id: string): string {
  return id.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
