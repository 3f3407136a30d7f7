import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ChatRequest, Message } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { tokenPart } from '#core/token-part.ts';
import { sizeLimit } from '#plugins/size-limit/plugin.ts';
import { bindPlugin, callThrough, createBench, userMessage, userRequest } from '#test/plugins/chain.ts';
import { startGuarded } from '#test/plugins/guarded-gateway.ts';

function limited(config: JsonObject, operation?: 'embedding') {
  const bench = createBench();
  const chain = [bindPlugin(sizeLimit, config, bench.tools('small'))];
  return (request: ChatRequest) => callThrough({ bench, chain, request, ...(operation && { operation }) });
}

const tool = { name: 'find', inputSchema: { type: 'object' } };
const image: Message = {
  role: 'user',
  content: [{ type: 'image', source: { type: 'base64', mediaType: 'image/png', base64: 'A'.repeat(5_000) } }],
};

test('refuses what is larger than it may be, by each measure, at the very next step', async () => {
  const bytes = (request: ChatRequest) =>
    Buffer.byteLength(
      JSON.stringify({
        messages: request.messages,
        tools: request.tools,
        responseFormat: request.responseFormat,
        extra: request.extra,
      }),
    );
  const cases: [string, ChatRequest, number][] = [
    ['messages', userRequest('', { messages: [1, 2, 3].map(() => userMessage('Hi')) }), 3],
    ['characters', userRequest('Grüße 😀', { messages: [userMessage('Grüße 😀'), image] }), 7],
    ['promptTokens', userRequest('a'.repeat(400)), 100],
    [
      'promptTokens',
      userRequest('a'.repeat(400), { tools: [tool] }),
      100 + Math.ceil(JSON.stringify([tool]).length / 4),
    ],
    ['tools', userRequest('Hi', { tools: [tool], vendorTools: [{ vendor: 'anthropic', value: {} }] }), 2],
    ['bytes', userRequest('', { messages: [userMessage('Grüße 😀'), image] }), -1],
  ];
  for (const [field, request, size] of cases) {
    const exact = size === -1 ? bytes(request) : size;
    assert.equal((await limited({ [field]: exact })(request)).error, undefined, field);
    const { error, asked } = await limited({ [field]: exact - 1 })(request);
    assert.equal(asked, undefined);
    assert.equal(error?.code, 'INVALID_REQUEST', field);
    assert.match(error.message, new RegExp(`small allows ${exact - 1} .*, and this is ${exact}\\.`));
    assert.deepEqual(error.details.issues?.[0]?.path, [field === 'tools' ? 'tools' : 'messages']);
  }
});

test('names every bound that a call breaks', async () => {
  const request = userRequest('', { messages: [1, 2, 3].map(() => userMessage('a'.repeat(400))) });
  const { error } = await limited({ messages: 2, characters: 100, promptTokens: 299, tools: 1 })(request);
  assert.equal(error?.details.issues?.length, 3);
});

test('measures texts and tokens that are to be embedded, and bounds no answer', async () => {
  const messages: Message[] = [userMessage('a'), { role: 'user', content: [tokenPart([1, 2, 3])] }];
  const request = userRequest('', { messages });
  const { error } = await limited({ messages: 1 }, 'embedding')(request);
  assert.match(error?.message ?? '', /small allows 1 texts, and this is 2/);
  assert.deepEqual(error?.details.issues?.[0]?.path, ['input']);
  assert.equal((await limited({ promptTokens: 3 }, 'embedding')(request)).error?.code, 'INVALID_REQUEST');
  const { asked } = await limited({ promptTokens: 4, answerTokens: 1 }, 'embedding')(request);
  assert.deepEqual(asked?.sampling, {});
});

const vendors = (tokens: number, choices: number): Partial<ChatRequest> => ({
  extra: { max_completion_tokens: tokens, nested: { deep: [{ maxOutputTokens: String(tokens) }] }, n: choices },
  providerOptions: {
    gemini: { generationConfig: { maxOutputTokens: tokens, candidateCount: choices } },
    ollama: { options: { num_predict: tokens, temperature: 9_000 } },
  },
});

describe('what a call asks for in the way of answers', () => {
  const request = userRequest('Hi', {
    sampling: { maxOutputTokens: 9_000 },
    reasoning: { budgetTokens: 8_000 },
    choiceCount: 4,
    ...vendors(9_000, 4),
  });

  test('is lowered in whichever words it asks, which the trace tells', async () => {
    const { asked, report } = await limited({ answerTokens: 500, choices: 2 })(request);
    const { ollama } = vendors(500, 2).providerOptions ?? {};
    assert.ok(ollama);
    const extra = { ...vendors(500, 2).extra, nested: { deep: [{ maxOutputTokens: 500 }] } };
    assert.deepEqual(asked, {
      ...request,
      sampling: { maxOutputTokens: 500 },
      reasoning: { budgetTokens: 500 },
      choiceCount: 2,
      ...vendors(500, 2),
      extra,
    });
    const [step] = report.steps;
    assert.match(step?.note ?? '', /^lowered maxOutputTokens: 9000, reasoning\.budgetTokens: 8000, choiceCount: 4/);
    assert.equal(step?.outcome, 'changed');
  });

  test('is refused where it is to be', async () => {
    const { error } = await limited({ answerTokens: 500, excess: 'refuse' })(request);
    assert.equal(error?.code, 'INVALID_REQUEST');
    assert.match(
      error.message,
      /small allows 500 tokens of an answer, and this call asks for more \(maxOutputTokens: 9000/,
    );
    const endless = userRequest('Hi', { providerOptions: { ollama: { options: { num_predict: -1 } } } });
    const call = limited({ answerTokens: 500, excess: 'refuse' });
    assert.equal((await call(endless)).error?.code, 'INVALID_REQUEST');
    assert.equal((await call(userRequest('Hi', vendors(500, 99)))).error, undefined);
  });

  test('is bounded where it asks for nothing, and stays where it asks for less', async () => {
    for (const excess of ['lower', 'refuse']) {
      const call = limited({ answerTokens: 500, excess });
      assert.deepEqual((await call(userRequest('Hi'))).asked?.sampling, { maxOutputTokens: 500 });
      const less = userRequest('Hi', { sampling: { maxOutputTokens: 500 }, ...vendors(500, 9) });
      assert.equal((await call(less)).asked, less);
    }
    const request = userRequest('Hi');
    assert.equal((await limited({ messages: 5 })(request)).asked, request);
  });

  test('is never above the bound, whatever JSON a caller sends along', () => {
    const names = fc.constantFrom('max_tokens', 'maxTokens', 'MAX-OUTPUT-TOKENS', 'num_predict', 'other');
    const json = fc.letrec<{ value: never }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.integer().map(String)),
        fc.dictionary(names, tie('value')),
        fc.array(tie('value')),
      ) as never,
    })).value;
    const { onRequest } = bindPlugin(sizeLimit, { answerTokens: 50 }, createBench().tools('small')).hooks;
    fc.assert(
      fc.property(fc.dictionary(names, json), (extra) => {
        const context = { operation: 'chat', remarks: { note: () => undefined } } as never;
        const verdict = onRequest?.(context, userRequest('Hi', { extra }));
        assert.ok(verdict && 'request' in verdict);
        assertBounded(verdict.request.extra);
      }),
    );
  });
});

function assertBounded(value: unknown, name = ''): void {
  if (Array.isArray(value)) for (const item of value) assertBounded(item);
  else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) assertBounded(item, key);
  else if (name !== '' && name !== 'other' && value !== null && value !== '' && !Number.isNaN(Number(value))) {
    const isWhole = typeof value === 'number' || /^-?\d+$/.test(String(value));
    if (isWhole) assert.ok(Number(value) >= 0 && Number(value) <= 50, `${name}: ${value}`);
  }
}

test('wants at least one bound', () => {
  assert.match(sizeLimit.config.safeParse({}).error?.issues[0]?.message ?? '', /at least one of bytes, characters/);
});

test('holds by every way into a real gateway, and bounds what its vendor is asked', async (context) => {
  const config = { sizeLimit: { characters: 20, answerTokens: 77 } };
  const gateway = await startGuarded(context, config, { smart: () => 'Hi there' });
  for (const [way, ask] of Object.entries(gateway.ways)) {
    assert.equal((await ask('Hello')).text, 'Hi there', way);
    const { code, raw } = await ask('a'.repeat(21));
    assert.notEqual(code, undefined, way);
    assert.match(raw, /allows 20 characters, and this is 21/, way);
  }
  const extra = { max_tokens: 1_000_000, max_completion_tokens: 1_000_000 };
  await gateway.ways['HTTP, whole']?.('Hello', extra);
  assert.equal(gateway.vendor.requests.length, 5);
  for (const { body } of gateway.vendor.requests) assert.match(JSON.stringify(body), /"max_(completion_)?tokens":77\b/);
  assert.doesNotMatch(JSON.stringify(gateway.vendor.requests.map(({ body }) => body)), /1000000/);
});
