import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatewayError } from '#core/error/gateway-error.ts';
import { decodeChat } from '#graphql/chat/decode-chat.ts';

const user = { role: 'user', content: 'hello' };

function pathsOf(input: Record<string, unknown>): string[] {
  try {
    decodeChat({ input });
    return [];
  } catch (thrown) {
    assert.ok(thrown instanceof GatewayError);
    assert.equal(thrown.code, 'INVALID_REQUEST');
    return (thrown.details.issues ?? []).map(({ path }) => path.join('.'));
  }
}

test('a request that says only its messages means the defaults', () => {
  const { request, model, route, timeoutMs } = decodeChat({ input: { messages: [user] } });
  assert.deepEqual([model, route, timeoutMs], [undefined, undefined, undefined]);
  assert.deepEqual(request, {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'hello' }] }],
    tools: [],
    toolChoice: 'auto',
    responseFormat: { type: 'text' },
    sampling: {},
    choiceCount: 1,
    metadata: {},
    extra: {},
  });
});

test('every setting arrives in our own words', () => {
  const { request, model, route, timeoutMs } = decodeChat({
    input: {
      model: 'fast',
      route: 'test',
      timeout: 5_000,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'assistant', toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }] },
        { role: 'tool', toolCallId: 'call_1', content: '4 degrees' },
        {
          role: 'user',
          name: 'ada',
          parts: [
            { text: 'See:' },
            { imageUrl: 'https://example.com/a.png' },
            { data: { mimeType: 'image/png', base64: 'AA==' } },
            { data: { mimeType: 'audio/mpeg', base64: 'AA==' } },
            { data: { mimeType: 'application/pdf', base64: 'AA==', filename: 'a.pdf' } },
          ],
        },
      ],
      maxOutputTokens: 10,
      temperature: 0,
      topP: 1,
      presencePenalty: -2,
      frequencyPenalty: 2,
      stop: ['END'],
      seed: 42,
      tools: [{ name: 'weather', parameters: { type: 'object' }, strict: true }],
      toolChoice: { function: 'weather' },
      parallelToolCalls: false,
      responseFormat: { jsonSchema: { name: 'answer', schema: { type: 'object' }, strict: true } },
      reasoning: { effort: 'low' },
      choiceCount: 2,
      endUser: 'u1',
      tags: [{ key: 'team', value: 'shop' }],
      extra: { logit_bias: {} },
    },
  });
  assert.deepEqual([model, route, timeoutMs], ['fast', 'test', 5_000]);
  assert.deepEqual(request, {
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      {
        role: 'assistant',
        content: [],
        reasoning: [],
        toolCalls: [{ id: 'call_1', name: 'weather', input: '{"city":"Oslo"}' }],
      },
      { role: 'tool', toolCallId: 'call_1', content: [{ type: 'text', text: '4 degrees' }] },
      {
        role: 'user',
        name: 'ada',
        content: [
          { type: 'text', text: 'See:' },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
          { type: 'image', source: { type: 'base64', mediaType: 'image/png', base64: 'AA==' } },
          { type: 'audio', format: 'mp3', base64: 'AA==' },
          { type: 'file', source: { type: 'base64', mediaType: 'application/pdf', base64: 'AA==' }, filename: 'a.pdf' },
        ],
      },
    ],
    tools: [{ name: 'weather', inputSchema: { type: 'object' }, strict: true }],
    toolChoice: { name: 'weather' },
    parallelToolCalls: false,
    responseFormat: { type: 'json-schema', name: 'answer', schema: { type: 'object' }, strict: true },
    sampling: {
      maxOutputTokens: 10,
      temperature: 0,
      topP: 1,
      presencePenalty: -2,
      frequencyPenalty: 2,
      stop: ['END'],
      seed: 42,
    },
    reasoning: { effort: 'low' },
    choiceCount: 2,
    endUser: 'u1',
    metadata: { team: 'shop' },
    extra: { logit_bias: {} },
  });
});

test('null means the same as nothing', () => {
  const { request } = decodeChat({
    input: { messages: [user], temperature: null, tools: null, extra: null, choiceCount: null, tags: null },
  });
  assert.deepEqual(request, decodeChat({ input: { messages: [user] } }).request);
});

const BAD: Record<string, [Record<string, unknown>, string[]]> = {
  'no message': [{ messages: [] }, ['messages']],
  'a message that says nothing': [{ messages: [{ role: 'user' }] }, ['messages.0.content']],
  'content and parts': [{ messages: [{ role: 'user', content: 'x', parts: [] }] }, ['messages.0.parts']],
  'an image in instructions': [
    { messages: [{ role: 'system', parts: [{ imageUrl: 'https://a.example/' }] }] },
    ['messages.0.parts.0'],
  ],
  'tool calls of a user': [{ messages: [{ ...user, toolCalls: [] }] }, ['messages.0.toolCalls']],
  'what only a model says, said by a person': [
    { messages: [{ ...user, refusal: 'no', reasoning: [] }] },
    ['messages.0.refusal', 'messages.0.reasoning'],
  ],
  'a file in an answer': [
    { messages: [{ role: 'assistant', parts: [{ file: { source: { id: 'f' } } }] }] },
    ['messages.0.parts.0'],
  ],
  'what stands beside and is no object': [
    {
      messages: [{ role: 'user', extra: 1, parts: [{ textPart: { text: 'x', extra: [] } }] }],
      tools: [{ name: 'x', parameters: {}, extra: 'x' }],
    },
    ['messages.0.extra', 'messages.0.parts.0.textPart.extra', 'tools.0.extra'],
  ],
  'blocks of a vendor that are no object': [
    { messages: [{ role: 'user', parts: [{ vendor: { vendor: 'x', value: 1 } }] }], vendorTools: [{ vendor: 'x' }] },
    ['messages.0.parts.0.vendor.value', 'vendorTools.0.value'],
  ],
  'options of a provider that are no object': [
    { messages: [user], providerOptions: { anthropic: 1, gemini: {} } },
    ['providerOptions.anthropic'],
  ],
  'a budget below nothing': [{ messages: [user], reasoning: { budgetTokens: -1 } }, ['reasoning.budgetTokens']],
  'a tool that answers nothing': [{ messages: [{ role: 'tool', content: 'x' }] }, ['messages.0.toolCallId']],
  'a choice of a tool that is not there': [
    { messages: [user], toolChoice: { function: 'x' } },
    ['toolChoice.function'],
  ],
  'parameters that are no object': [
    { messages: [user], tools: [{ name: 'x', parameters: [] }] },
    ['tools.0.parameters'],
  ],
  'a schema that is no object': [
    { messages: [user], responseFormat: { jsonSchema: { name: 'x', schema: true } } },
    ['responseFormat.jsonSchema.schema'],
  ],
  'numbers out of range': [
    { messages: [user], maxOutputTokens: 0, temperature: 2.1, choiceCount: 129, timeout: 0 },
    ['maxOutputTokens', 'temperature', 'choiceCount', 'timeout'],
  ],
  'a tag twice': [
    {
      messages: [user],
      tags: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    },
    ['tags.1.key'],
  ],
};

for (const [name, [input, paths]] of Object.entries(BAD)) {
  test(`${name} is refused by its path`, () => assert.deepEqual(pathsOf(input).toSorted(), paths.toSorted()));
}
