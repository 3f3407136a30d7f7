/** Answers of the fake vendor in the OpenAI wire, written after https://platform.openai.com/docs/api-reference/chat. */
import type { Json } from '#core/json.ts';

const VENDOR = { id: 'chatcmpl-vendor', created: 1_600_000_000, model: 'vendor-large-2026' };
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

export const WHOLE: Json = {
  ...VENDOR,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello there.' }, finish_reason: 'stop' }],
  usage: USAGE,
};

export const CALLING: Json = {
  ...VENDOR,
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1,"b":2}' } }],
      },
      finish_reason: 'tool_calls',
    },
  ],
  usage: USAGE,
};

export function chunk(delta: Json, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ ...VENDOR, object: 'chat.completion.chunk', choices })}\n\n`;
}

const USAGE_CHUNK = `data: ${JSON.stringify({ ...VENDOR, object: 'chat.completion.chunk', choices: [], usage: USAGE })}\n\n`;

export const STREAM: readonly string[] = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ content: 'Hello' }),
  chunk({ content: ' there.' }),
  chunk({}, 'stop'),
  USAGE_CHUNK,
  'data: [DONE]\n\n',
];

export const CALLING_STREAM: readonly string[] = [
  chunk({
    role: 'assistant',
    content: null,
    tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'add', arguments: '' } }],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a":1' } }] }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: ',"b":2}' } }] }),
  chunk({}, 'tool_calls'),
  USAGE_CHUNK,
  'data: [DONE]\n\n',
];
