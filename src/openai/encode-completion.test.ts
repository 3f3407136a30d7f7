import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { encodeCompletion } from '#openai/encode-completion.ts';

const IDENTITY = { id: 'chat_1', model: 'large', created: 1_700_000_000 };
const STOP = { unified: 'stop', raw: 'COMPLETE' } as const;

function encode(parts: Partial<ChatResult>) {
  const result: ChatResult = {
    id: 'vendor-7',
    model: 'vendor-model',
    choices: [{ ...EMPTY_CHOICE, text: 'Hi.', finishReason: STOP }],
    usage: { estimated: false },
    warnings: [],
    ...parts,
  };
  return JSON.parse(encodeCompletion(result, IDENTITY));
}

test('names the gateway’s call and model and not the provider’s', () => {
  assert.deepEqual(encode({ usage: { inputTokens: 3, outputTokens: 2, estimated: false } }), {
    id: 'chat_1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'large',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hi.', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  });
});

test('says null for content where there are only tool calls', () => {
  const choice = {
    ...EMPTY_CHOICE,
    toolCalls: [{ id: 'call_1', name: 'add', input: '{"a":1}' }],
    finishReason: { unified: 'tool-calls', raw: null },
  } as const;
  const [encoded] = encode({ choices: [choice] }).choices;
  assert.equal(encoded.finish_reason, 'tool_calls');
  assert.deepEqual(encoded.message, {
    role: 'assistant',
    content: null,
    refusal: null,
    tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }],
  });
});

test('shows refusal, reasoning and the finer counts of tokens', () => {
  const choice = { ...EMPTY_CHOICE, refusal: 'No.', reasoning: [{ text: 'Hm. ', signature: 's' }, { text: 'No!' }] };
  const usage = {
    inputTokens: 3,
    cachedInputTokens: 1,
    outputTokens: 9,
    reasoningTokens: 4,
    estimated: false,
  };
  const { choices, usage: encoded } = encode({ choices: [choice], usage });
  assert.deepEqual(choices[0].message, {
    role: 'assistant',
    content: null,
    refusal: 'No.',
    reasoning_content: 'Hm. No!',
    reasoning_details: [
      { type: 'reasoning.text', text: 'Hm. ', signature: 's', index: 0 },
      { type: 'reasoning.text', text: 'No!', index: 1 },
    ],
  });
  assert.deepEqual(encoded, {
    prompt_tokens: 3,
    completion_tokens: 9,
    total_tokens: 12,
    prompt_tokens_details: { cached_tokens: 1 },
    completion_tokens_details: { reasoning_tokens: 4 },
  });
});

test('claims no usage where nobody counted', () => {
  assert.equal('usage' in encode({}), false);
});

test('hands on what the wire has a place for, and nothing that only names the provider', () => {
  const extra = {
    system_fingerprint: 'fp_1',
    service_tier: 'flex',
    provider: 'Vendor',
    choices: [{ index: 0, logprobs: { content: [] }, message: { annotations: [1], vendor: true } }],
  };
  const encoded = encode({ extra });
  assert.equal(encoded.system_fingerprint, 'fp_1');
  assert.equal(encoded.service_tier, 'flex');
  assert.equal('provider' in encoded, false);
  assert.deepEqual(encoded.choices[0].logprobs, { content: [] });
  assert.deepEqual(encoded.choices[0].message, {
    role: 'assistant',
    content: 'Hi.',
    refusal: null,
    annotations: [1],
  });
});
