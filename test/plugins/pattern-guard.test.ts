import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import type { ContentPart, Message } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { JsonObject } from '#core/json.ts';
import { tokenPart } from '#core/token-part.ts';
import { patternGuard } from '#plugins/pattern-guard/plugin.ts';
import {
  bindPlugin,
  type ChainCall,
  callThrough,
  createBench,
  streamOf,
  textResult,
  userMessage,
  userRequest,
} from '#test/plugins/chain.ts';

function guard(config: JsonObject, call: Omit<ChainCall, 'chain' | 'bench'> = {}) {
  const bench = createBench();
  return callThrough({ ...call, bench, chain: [bindPlugin(patternGuard, config, bench.tools('house-rules'))] });
}

const SECRET = 'secret-[a-z0-9]{4}';

test('refuses a prompt by name of the guardrail and never repeats what it found', async () => {
  const { error, report, asked } = await guard({ deny: [SECRET] }, { request: userRequest('my SECRET-ab12') });
  assert.equal(error?.code, 'GUARDRAIL_BLOCKED');
  assert.equal(error.message, 'The guardrail house-rules refused the prompt.');
  const finding = { plugin: 'house-rules', category: 'pattern.deny', action: 'blocked', stage: 'request' };
  assert.deepEqual(error.details.findings, [finding]);
  assert.deepEqual(report.findings, [finding]);
  assert.equal(JSON.stringify([error.details, report]).includes('ab12'), false);
  assert.equal(asked, undefined);
});

test('looks at every text that can reach the model', async () => {
  const text = 'a secret-ab12';
  const parts: ContentPart[] = [
    { type: 'text', text: 'a secr' },
    { type: 'text', text: 'et-ab12' },
  ];
  const assistant = { role: 'assistant', content: [], reasoning: [], toolCalls: [] } as const;
  const messages: Message[] = [
    { role: 'system', content: [{ type: 'text', text }] },
    { role: 'user', content: parts },
    { role: 'tool', toolCallId: '1', content: [{ type: 'text', text }] },
    { ...assistant, content: [{ type: 'text', text }] },
    { ...assistant, refusal: text },
    { ...assistant, reasoning: [{ text, signature: 'proof' }] },
    { ...assistant, toolCalls: [{ id: '1', name: 'find', input: `{"q":"${text}"}` }] },
  ];
  const requests = [
    ...messages.map((message) => userRequest('Hi', { messages: [message] })),
    userRequest('Hi', { tools: [{ name: 'find', description: text, inputSchema: {} }] }),
    userRequest('Hi', { tools: [{ name: 'find', inputSchema: { properties: { q: { enum: [text] } } } }] }),
    userRequest('Hi', { responseFormat: { type: 'json-schema', name: 'form', schema: { title: text } } }),
    userRequest('Hi', { extra: { prediction: { content: text } } }),
    userRequest('Hi', { tools: [{ name: 'find', inputSchema: {}, extra: { note: text } }] }),
    userRequest('Hi', { messages: [{ ...userMessage('Hi'), extra: { note: text } }] }),
    userRequest('Hi', {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', extra: { note: text } }] }],
    }),
  ];
  for (const request of requests) {
    const blocked = await guard({ deny: [SECRET] }, { request });
    assert.equal(blocked.error?.code, 'GUARDRAIL_BLOCKED', JSON.stringify(request));
    const masked = await guard({ deny: [SECRET], action: 'mask' }, { request });
    assert.equal(/ab12|proof/.test(JSON.stringify(masked.asked)), false, JSON.stringify(masked.asked));
    assert.equal(JSON.stringify(masked.asked).includes('[masked]'), true);
  }
});

test('masks across the parts of one message and leaves the rest alone', async () => {
  const texts = ['a secr', 'et-ab12 b', ' c'].map((text) => ({ type: 'text', text }) as const);
  const request = userRequest('', { messages: [{ role: 'user', content: texts }] });
  const { asked } = await guard({ deny: [SECRET], action: 'mask' }, { request });
  assert.deepEqual(
    asked?.messages[0]?.content.map((part) => part.type === 'text' && part.text),
    ['a [masked]', ' b', ' c'],
  );
});

test('hands on the very same request where it finds nothing, and only reports where it flags', async () => {
  const request = userRequest('nothing to see');
  assert.equal((await guard({ deny: [SECRET] }, { request })).asked, request);
  const flagged = userRequest('secret-ab12');
  const { asked, report } = await guard({ deny: [SECRET], action: 'flag' }, { request: flagged });
  assert.equal(asked, flagged);
  assert.deepEqual(
    report.findings.map(({ action }) => action),
    ['flagged'],
  );
});

test('lets tokens, which it cannot read, pass only where it just flags or does not look at prompts', async () => {
  const request = userRequest('', { messages: [userMessage('fine'), { role: 'user', content: [tokenPart([1, 2])] }] });
  for (const action of ['block', 'mask']) {
    const { error, asked } = await guard({ deny: [SECRET], action }, { request });
    assert.equal(error?.code, 'INVALID_REQUEST');
    assert.match(error?.message ?? '', /^input\.1: .*cannot read tokens/);
    assert.equal(asked, undefined);
  }
  const { asked, report } = await guard({ deny: [SECRET], action: 'flag' }, { request });
  assert.equal(asked, request);
  assert.deepEqual(report.findings, [
    { plugin: 'house-rules', category: 'unread', action: 'flagged', stage: 'request' },
  ]);
  assert.equal((await guard({ deny: [SECRET], stages: ['response'] }, { request })).error, undefined);
});

test('looks only where it is told to', async () => {
  const request = userRequest('secret-ab12');
  const answer = textResult('secret-ab12');
  assert.equal((await guard({ deny: [SECRET], stages: ['response'] }, { request })).error, undefined);
  assert.equal((await guard({ deny: [SECRET], stages: ['request'] }, { answer })).error, undefined);
});

test('tells capital from small letters only when asked to', async () => {
  const request = userRequest('SECRET-ab12');
  assert.equal((await guard({ deny: [SECRET], caseSensitive: true }, { request })).error, undefined);
});

test('an allow pattern judges every user message and nothing else', async () => {
  const config = { allow: ['^ask: '] };
  const system: Message = { role: 'system', content: [{ type: 'text', text: 'be kind' }] };
  const good = userRequest('', { messages: [system, userMessage('ask: a'), userMessage('ask: b')] });
  const bad = userRequest('', { messages: [userMessage('ask: a'), userMessage('tell: b')] });
  const answer = textResult('ask: what?');
  assert.equal((await guard(config, { request: good, answer })).error, undefined);
  const refused = await guard(config, { request: bad, answer });
  assert.deepEqual(
    refused.error?.details.findings?.map(({ category }) => category),
    ['pattern.allow'],
  );
  const masked = await guard({ ...config, action: 'mask' }, { request: bad, answer });
  assert.deepEqual(masked.asked?.messages[1], userMessage('[masked]'));
});

test('an allow pattern lets nothing of an answer out before it is whole', async () => {
  const config = { allow: ['^(yes|no)\\.$'] };
  const request = { request: userRequest('yes.') };
  const allowed = await guard(config, { ...request, answer: streamOf(['ye', 's', '.']) });
  assert.equal(allowed.result.choices[0]?.text, 'yes.');
  const refused = await guard(config, { ...request, answer: streamOf(['yes', '. And more']) });
  assert.equal(refused.error?.code, 'GUARDRAIL_BLOCKED');
  assert.deepEqual(
    refused.events.filter(({ type }) => type !== 'start'),
    [],
  );
  const masked = await guard({ ...config, action: 'mask' }, { ...request, answer: streamOf(['yes', '. And more']) });
  assert.equal(masked.result.choices[0]?.text, '[masked]');
  assert.equal(masked.result.choices[0]?.finishReason.unified, 'content-filter');
});

const CHANNELS: Record<string, (pieces: readonly string[]) => ChatEvent[]> = {
  text: (pieces) => pieces.map((text) => ({ type: 'text-delta', choice: 0, text })),
  refusal: (pieces) => pieces.map((text) => ({ type: 'refusal-delta', choice: 0, text })),
  reasoning: (pieces) => [
    ...pieces.map((text) => ({ type: 'reasoning-delta', choice: 0, text }) as const),
    { type: 'reasoning-end', choice: 0, signature: 'proof' },
  ],
  'tool call': (pieces) => [
    { type: 'tool-call-start', choice: 0, index: 0, id: '1', name: 'find' },
    ...pieces.map((input) => ({ type: 'tool-call-delta', choice: 0, index: 0, input }) as const),
    { type: 'tool-call-end', choice: 0, index: 0 },
  ],
};

for (const [name, eventsOf] of Object.entries(CHANNELS)) {
  test(`finds what is cut in pieces in the ${name} of a stream`, async () => {
    const [start, ...end] = streamOf([]);
    const answer = [start ?? [], ...eventsOf(['a sec', 'ret', '-a', 'b1', '2 b']).map((event) => [event]), ...end];
    const blocked = await guard({ deny: [SECRET] }, { answer });
    assert.equal(blocked.error?.code, 'GUARDRAIL_BLOCKED');
    assert.equal(blocked.report.findings.length, 1);
    assert.equal(/s/.test(textsOf(blocked.result)), false);
    const masked = await guard({ deny: [SECRET], action: 'mask' }, { answer });
    assert.equal(textsOf(masked.result), 'a [masked] b');
    assert.equal(JSON.stringify(masked.result).includes('proof'), false);
    const flagged = await guard({ deny: [SECRET], action: 'flag' }, { answer });
    assert.deepEqual(flagged.events, answer.flat());
  });
}

test('a name of a tool and what the provider says besides are looked at too', async () => {
  const toolCalls = [{ id: '1', name: 'secret-ab12', input: '{}' }];
  const named = textResult('', { toolCalls });
  assert.equal((await guard({ deny: [SECRET] }, { answer: named })).error?.code, 'GUARDRAIL_BLOCKED');
  const besides = { ...textResult('fine'), extra: { citations: ['secret-ab12'] } };
  const masked = await guard({ deny: [SECRET], action: 'mask' }, { answer: besides });
  assert.equal(masked.result.extra, undefined);
  assert.equal(masked.result.choices[0]?.text, 'fine');
});

test('gives the same answer whole and in any pieces, on every channel and choice', async () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '😀'), maxLength: 25 });
  const choice = fc.record({ text: word, refusal: word, thought: word, input: word });
  const patterns = fc.subarray(['ab', 'a{2,4}', '\\bb+\\b', 'c$', '^a', 'b.*c'], { minLength: 1 });
  const action = fc.constantFrom('mask', 'block', 'flag');
  const property = fc.asyncProperty(
    fc.array(choice, { minLength: 1, maxLength: 2 }),
    patterns,
    action,
    fc.nat(6),
    async (choices, deny, does, size) => {
      const whole: ChatResult = {
        ...textResult(''),
        choices: choices.map(({ text, refusal, thought, input }) => ({
          text,
          refusal,
          reasoning: [{ text: thought, signature: 'proof' }],
          toolCalls: [{ id: '1', name: 'find', input }],
          finishReason: { unified: 'stop', raw: 'stop' },
        })),
      };
      const config = { deny, action: does, stages: ['response'], maxMatchLength: 8 };
      const once = await guard(config, { answer: whole });
      const streamed = await guard(config, { answer: inPieces(unfoldChat(whole), size + 1) });
      assert.equal(streamed.error?.code, once.error?.code);
      assert.deepEqual(streamed.report.findings, once.report.findings);
      if (!once.error) assert.deepEqual(streamed.result, once.result);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});

/** Each event a read of its own, its text cut to this size. */
function inPieces(events: readonly ChatEvent[], size: number): ChatBatch[] {
  const pieces = (text: string): string[] => {
    const count = Math.ceil(text.length / size);
    return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size));
  };
  return events.flatMap((event): ChatBatch[] => {
    if (event.type === 'tool-call-delta') return pieces(event.input).map((input) => [{ ...event, input }]);
    return 'text' in event ? pieces(event.text).map((text) => [{ ...event, text }]) : [[event]];
  });
}

function textsOf({ choices }: ChatResult): string {
  return choices
    .map(({ text, refusal, reasoning, toolCalls }) =>
      [text, refusal, ...reasoning.map((block) => block.text), ...toolCalls.map(({ input }) => input)].join(''),
    )
    .join('');
}
