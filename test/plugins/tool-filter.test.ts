import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { JsonObject } from '#core/json.ts';
import { toolFilter } from '#plugins/tool-filter/plugin.ts';
import { bindPlugin, type ChainCall, callThrough, createBench, textResult, userRequest } from '#test/plugins/chain.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';
import { json, sse } from '#test/support/upstream.ts';

function filtered(config: JsonObject) {
  const bench = createBench();
  const chain = [bindPlugin(toolFilter, config, bench.tools('tools'))];
  return (parts: Partial<ChainCall>) => callThrough({ bench, chain, ...parts });
}

const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });
const offering = (names: readonly string[], parts: Partial<ChatRequest> = {}) =>
  userRequest('Hi', { tools: names.map(tool), ...parts });
const namesIn = (request: ChatRequest | undefined) => request?.tools.map(({ name }) => name);

describe('in a request', () => {
  test('leaves out what is denied or not allowed, and says how many', async () => {
    const request = offering(['find', 'delete_user', 'delete_all', 'find_all']);
    const denied = await filtered({ deny: ['delete_*'] })({ request });
    assert.deepEqual(namesIn(denied.asked), ['find', 'find_all']);
    assert.equal(denied.report.steps[0]?.note, 'left out 2 of the tools');
    const allowed = await filtered({ allow: ['find*', 'delete_user'], deny: ['*_all'] })({ request });
    assert.deepEqual(namesIn(allowed.asked), ['find', 'delete_user']);
    const same = await filtered({ deny: ['other'] })({ request });
    assert.equal(same.asked, request);
  });

  test('refuses it where it is to', async () => {
    const { error, asked } = await filtered({ deny: ['delete_*'], offered: 'refuse' })({
      request: offering(['delete_all']),
    });
    assert.equal(asked, undefined);
    assert.equal(error?.message, 'tools: The filter tools does not allow these tools: delete_all.');
  });

  test('knows the tools of vendors, and the fields in which callers could slip them by', async () => {
    const request = offering(['find'], {
      vendorTools: [
        { vendor: 'anthropic', value: { type: 'web_search_20250305', name: 'web_search' } },
        { vendor: 'openai-responses', value: { type: 'code_interpreter' } },
        { vendor: 'gemini', value: { googleSearch: {} } },
      ],
      extra: { functions: [{ name: 'delete_all' }], user: 'ada', web_search_options: {} },
      providerOptions: { gemini: { toolConfig: {}, nested: [{ mcp_servers: [1], kept: 2 }], temperature: 1 } },
    });
    const { asked } = await filtered({ deny: ['web_search*', 'google*'] })({ request });
    assert.deepEqual(asked?.vendorTools, [{ vendor: 'openai-responses', value: { type: 'code_interpreter' } }]);
    assert.deepEqual(asked?.extra, { user: 'ada' });
    assert.deepEqual(asked?.providerOptions, { gemini: { nested: [{ kept: 2 }], temperature: 1 } });
    const added = await filtered({ add: [{ name: 'more' }] })({ request });
    assert.deepEqual(added.asked?.extra, request.extra);
  });

  test('frees a choice that is gone with its tool', async () => {
    const choice = async (names: string[], toolChoice: ChatRequest['toolChoice']) => {
      const request = offering(names, { toolChoice, parallelToolCalls: false });
      const { asked } = await filtered({ deny: ['delete_*'] })({ request });
      return [asked?.toolChoice, asked?.parallelToolCalls];
    };
    assert.deepEqual(await choice(['find', 'delete_all'], { name: 'delete_all' }), ['auto', false]);
    assert.deepEqual(await choice(['find', 'delete_all'], { name: 'find' }), [{ name: 'find' }, false]);
    assert.deepEqual(await choice(['find', 'delete_all'], 'required'), ['required', false]);
    assert.deepEqual(await choice(['delete_all'], 'required'), ['auto', undefined]);
  });

  test('adds tools of its own, in place of the caller', async () => {
    const add = [
      { name: 'find', description: 'Finds.', inputSchema: { type: 'object', properties: {} } },
      { name: 'more' },
    ];
    const { asked } = await filtered({ allow: ['other'], add })({ request: offering(['find', 'other']) });
    assert.deepEqual(asked?.tools, [
      tool('other'),
      add[0],
      { name: 'more', inputSchema: { type: 'object', properties: {} } },
    ]);
  });
});

const INPUT = '{"path":"/etc/forbidden"}';
const call = (name: string, index: number) => ({
  id: `call_${index}`,
  name,
  input: name === 'delete_all' ? INPUT : '{}',
});
const answerWith = (names: readonly string[], text = '') => ({
  ...textResult(text),
  choices: [
    {
      ...EMPTY_CHOICE,
      text,
      toolCalls: names.map(call),
      finishReason: { unified: 'tool-calls', raw: 'tool_calls' } as const,
    },
  ],
});

/** Every text in pieces of so many characters, each in a read of its own. */
function inPieces(events: readonly ChatEvent[], size: number): ChatBatch[] {
  const cut = (text: string) => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
  return events.flatMap((event): ChatBatch[] => {
    if (event.type === 'tool-call-delta') return cut(event.input).map((input) => [{ ...event, input }]);
    return event.type === 'text-delta' ? cut(event.text).map((text) => [{ ...event, text }]) : [[event]];
  });
}

describe('in an answer', () => {
  test('leaves out denied calls however they are cut, and numbers the others anew', async (context) => {
    let cuts = 0;
    for (let size = 1; size <= 7; size += 1) {
      for (const names of [
        ['find', 'delete_all', 'more'],
        ['delete_all', 'find'],
        ['delete_all', 'delete_all', 'find'],
      ]) {
        const answer = inPieces(unfoldChat(answerWith(names, 'Some text.')), size);
        cuts += answer.length;
        const { result, events, report } = await filtered({ deny: ['delete_*'] })({
          answer,
          request: offering(['find']),
        });
        const kept = names.filter((name) => name !== 'delete_all');
        assert.deepEqual(
          result.choices[0]?.toolCalls.map(({ name }) => name),
          kept,
        );
        assert.equal(result.choices[0]?.finishReason.unified, 'tool-calls');
        assert.equal(result.choices[0]?.text, 'Some text.');
        assert.doesNotMatch(JSON.stringify(events), /delete_all|forbid|etc/);
        const starts = events.filter((event) => event.type === 'tool-call-start');
        assert.deepEqual(
          starts.map(({ index }) => index),
          kept.map((_, index) => index),
        );
        assert.equal(report.findings.length, names.length - kept.length);
      }
    }
    context.diagnostic(`${cuts} cuts`);
  });

  test('ends as finished where nothing is left to call', async () => {
    const { result } = await filtered({ deny: ['delete_*'] })({ answer: answerWith(['delete_all']) });
    assert.deepEqual(result.choices[0]?.toolCalls, []);
    assert.deepEqual(result.choices[0]?.finishReason, { unified: 'stop', raw: null });
  });

  test('refuses the rest where it is to', async () => {
    const { error, result } = await filtered({ deny: ['delete_*'], called: 'refuse' })({
      answer: answerWith(['find', 'delete_all']),
    });
    assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
    assert.doesNotMatch(JSON.stringify(result), /forbidden/);
  });

  test('lets pass what was offered, also what vendors run themselves, and holds their words to the same rules', async () => {
    const vendorTools = [{ vendor: 'anthropic', value: { type: 'web_search_20250305', name: 'web_search' } }];
    const block = (name: string) => ({
      vendor: 'anthropic',
      value: { type: 'server_tool_use', name, input: {} },
      at: 0,
    });
    const result = { ...textResult('Hi', { vendorBlocks: [block('web_search'), block('bash')] }) };
    const seen = await filtered({ allow: ['web_search_2025*'] })({
      request: offering([], { vendorTools }),
      answer: result,
    });
    assert.deepEqual(
      seen.result.choices[0]?.vendorBlocks?.map(({ value }) => value.name),
      ['web_search'],
    );
  });
});

test('says which field is wrong', () => {
  const wrong = (config: unknown) =>
    toolFilter.config.safeParse(config).error?.issues.map(({ path }) => path.join('.'));
  assert.deepEqual(wrong({}), ['']);
  assert.deepEqual(wrong({ add: [{ name: 'a b' }] }), ['add.0.name']);
  assert.deepEqual(wrong({ add: [{ name: 'a' }, { name: 'a' }] }), ['add.1.name']);
});

test('holds in a real gateway, whole and streamed, towards the vendor and back', async (context) => {
  const config = { toolFilter: { deny: ['delete_*'], add: [{ name: 'more' }] } };
  const gateway = await startGuarded(context, config, { smart: () => '' });
  const calls = ['find', 'delete_all'].map((name, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: INPUT },
  }));
  const head = { id: 'c', created: 1, model: 'smart' };
  const end = { index: 0, finish_reason: 'tool_calls' };
  gateway.vendor.on(({ body }) => {
    if ((body as JsonObject).stream !== true) {
      const message = { role: 'assistant', content: null, tool_calls: calls };
      return json(200, { ...head, object: 'chat.completion', choices: [{ ...end, message }] });
    }
    const chunk = (choice: JsonObject) =>
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [choice] })}\n\n`;
    const pieces = calls.map((one) => chunk({ index: 0, delta: { tool_calls: [one] }, finish_reason: null }));
    return sse([...pieces, chunk({ ...end, delta: {} }), 'data: [DONE]\n\n']);
  });
  const offered = ['find', 'delete_all'].map((name) => ({
    type: 'function',
    function: { name, parameters: { type: 'object' } },
  }));
  for (const [way, ask] of Object.entries(gateway.ways)) {
    const { raw, code } = await ask('Hello', { tools: offered });
    assert.equal(code, undefined, way);
    assert.doesNotMatch(raw, /delete_all/, way);
    if (way.startsWith('HTTP')) assert.match(raw, /"find"/, way);
  }
  for (const { body } of gateway.vendor.requests) {
    const text = JSON.stringify(body);
    assert.match(text, /"more"/);
    assert.doesNotMatch(text, /delete_all/);
  }
});
