import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEventEncoder } from '#anthropic/encode-events.ts';
import { encodeMessage } from '#anthropic/encode-message.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';

const WHO = { id: 'chat_1', model: 'house-model', created: 1 };
const START: ChatEvent = { type: 'start', id: 'of-the-vendor', model: 'vendor-model', warnings: [] };
const FINISH: ChatEvent = {
  type: 'finish',
  usage: { inputTokens: 12, cachedInputTokens: 4, cacheWriteTokens: 3, outputTokens: 5, estimated: false },
};
const stop: ChatEvent = { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: 'end_turn' } };
const say = (text: string): ChatEvent => ({ type: 'text-delta', choice: 0, text });
const think = (text: string): ChatEvent => ({ type: 'reasoning-delta', choice: 0, text });
const call = (index: number): ChatEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index,
  id: `call_${index}`,
  name: 'add',
});
const add = (index: number, input: string): ChatEvent => ({ type: 'tool-call-delta', choice: 0, index, input });
const done = (index: number): ChatEvent => ({ type: 'tool-call-end', choice: 0, index });
const own = (value: JsonObject): ChatEvent => ({
  type: 'vendor-block',
  choice: 0,
  block: { vendor: 'anthropic', value },
});

// biome-ignore lint/suspicious/noExplicitAny: what was written is read as a client does
type Foreign = any;

function streamed(content: readonly ChatEvent[]): Foreign[] {
  const encoder = createEventEncoder(WHO);
  const text = encoder.encode([START, ...content, FINISH]) + encoder.end();
  return framesOf(text);
}

function framesOf(text: string): Foreign[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => {
      const [, event, data = ''] = /^event: (\w+)\ndata: (.*)$/s.exec(frame) ?? [];
      const value = JSON.parse(data);
      assert.equal(value.type, event);
      return value;
    });
}

/** As Anthropic's clients put a stream together, refusing what Anthropic would never send. */
function assembled(frames: readonly Foreign[]): Foreign {
  const message = { ...frames[0].message };
  const content: Foreign[] = [];
  let open = -1;
  for (const { type, index, content_block: block, delta, usage } of frames.slice(1)) {
    if (type === 'content_block_start') {
      assert.equal(open, -1, 'a block began before the last ended');
      assert.equal(index, content.length);
      open = index;
      content.push({ ...block, ...(block.type === 'tool_use' || block.input ? { input: '' } : {}) });
    } else if (type === 'content_block_delta') {
      assert.equal(index, open);
      const last = content[index];
      if (delta.type === 'text_delta') last.text += delta.text;
      else if (delta.type === 'thinking_delta') last.thinking += delta.thinking;
      else if (delta.type === 'signature_delta') last.signature = delta.signature;
      else if (delta.type === 'citations_delta') last.citations = [...(last.citations ?? []), delta.citation];
      else last.input += delta.partial_json;
    } else if (type === 'content_block_stop') {
      assert.equal(index, open);
      open = -1;
      const last = content[index];
      if (typeof last.input === 'string') last.input = JSON.parse(last.input === '' ? '{}' : last.input);
    } else if (type === 'message_delta') {
      assert.equal(open, -1);
      Object.assign(message, delta);
      message.usage = usage;
    }
  }
  assert.equal(frames.at(-1).type, 'message_stop');
  return { ...message, content };
}

function whole(content: readonly ChatEvent[]): Foreign {
  const folder = createFolder();
  folder.addAll([START, ...content, FINISH]);
  return JSON.parse(encodeMessage(folder.result(), WHO));
}

test('a text is one block, named by the house and counted apart from the cache', () => {
  assert.deepEqual(whole([say('Hel'), say('lo'), stop]), {
    id: 'chat_1',
    type: 'message',
    role: 'assistant',
    model: 'house-model',
    content: [{ type: 'text', text: 'Hello' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 5, cache_creation_input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 5 },
  });
});

test('events have the names and the order of Anthropic', () => {
  const names = streamed([think('Hm.'), { type: 'reasoning-end', choice: 0, signature: 'sig' }, say('Hi'), stop]).map(
    ({ type, delta }) => delta?.type ?? type,
  );
  assert.deepEqual(
    names,
    [
      'message_start',
      'content_block_start',
      'thinking_delta',
      'signature_delta',
      'content_block_stop',
      'content_block_start',
      'text_delta',
      'content_block_stop',
      undefined,
      'message_stop',
    ].map((name) => name ?? 'message_delta'),
  );
});

test('calls that a vendor leaves open to the end come one after the other', () => {
  const content = [call(0), add(0, '{"a":'), call(1), add(1, '{}'), add(0, '1}'), done(0), done(1), stop];
  const { content: blocks } = assembled(streamed(content));
  assert.deepEqual(blocks, [
    { type: 'tool_use', id: 'call_0', name: 'add', input: { a: 1 } },
    { type: 'tool_use', id: 'call_1', name: 'add', input: {} },
  ]);
});

test('a call whose arguments are whole ends when the next begins', () => {
  const frames = streamed([call(0), add(0, '{"a":1}'), call(1), add(1, '{"b"'), add(1, ':2}'), done(0), done(1), stop]);
  const second = frames.findIndex((frame) => frame.content_block?.id === 'call_1');
  const pieces = frames.slice(second + 1).filter(({ delta }) => delta?.type === 'input_json_delta');
  assert.equal(pieces.length, 2);
});

test('citations stand in the text that they belong to', () => {
  const citation = { type: 'char_location', cited_text: 'Grass is green.' };
  const content = [
    say('As said, '),
    own({ type: 'text' }),
    say('grass is green'),
    own({ type: 'citation', citation }),
    own({ type: 'text' }),
    say('.'),
    stop,
  ];
  const expected = [
    { type: 'text', text: 'As said, ' },
    { type: 'text', text: 'grass is green', citations: [citation] },
    { type: 'text', text: '.' },
  ];
  assert.deepEqual(whole(content).content, expected);
  assert.deepEqual(assembled(streamed(content)).content, expected);
});

test('blocks of Anthropic stand as they are, and those of others are not shown', () => {
  const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'gateways' } };
  const other: ChatEvent = {
    type: 'vendor-block',
    choice: 0,
    block: { vendor: 'gemini', value: { executableCode: {} } },
  };
  const content = [say('I look.'), own(search), other, stop];
  const expected = [{ type: 'text', text: 'I look.' }, search];
  assert.deepEqual(whole(content).content, expected);
  assert.deepEqual(assembled(streamed(content)).content, expected);
});

test('a call by code that Anthropic runs says so', () => {
  const caller = { type: 'code_execution_20250825', tool_id: 'srvtoolu_1' };
  const content = [{ ...call(0), extra: { caller, other: 1 } } as ChatEvent, add(0, '{}'), done(0), stop];
  const expected = [{ type: 'tool_use', id: 'call_0', name: 'add', input: {}, caller }];
  assert.deepEqual(whole(content).content, expected);
  assert.deepEqual(assembled(streamed(content)).content, expected);
});

test('a refusal in words of its own ends as one', () => {
  const said = whole([{ type: 'refusal-delta', choice: 0, text: 'I must not.' }, stop]);
  assert.deepEqual([said.content, said.stop_reason], [[{ type: 'text', text: 'I must not.' }], 'refusal']);
});

test('arguments that are no object are shown in the form that Anthropic gives for them', () => {
  const said = whole([call(0), add(0, '[1'), done(0), stop]);
  assert.deepEqual(said.content[0].input, { INVALID_JSON: '[1' });
});

test('shows of what Anthropic said besides what a caller has to name again', () => {
  const extra = {
    container: { id: 'container_1' },
    choices: [{ index: 0, stop_sequence: 'END' }],
    usage: { server_tool_use: { web_search_requests: 1 }, inference_geo: 'us' },
    secret: 1,
  };
  const folder = createFolder();
  folder.addAll([START, stop, { ...FINISH, extra } as ChatEvent]);
  const { container, stop_sequence, usage, ...rest } = JSON.parse(encodeMessage(folder.result(), WHO));
  assert.deepEqual([container, stop_sequence], [{ id: 'container_1' }, 'END']);
  assert.deepEqual(usage.server_tool_use, { web_search_requests: 1 });
  assert.ok(!('inference_geo' in usage || 'secret' in rest));
});

test('a stream that fails ends with the error in place of its end', () => {
  const encoder = createEventEncoder(WHO);
  const text = encoder.encode([START, say('Ha')]) + encoder.fail(new GatewayError('STREAM_INTERRUPTED'));
  const frames = framesOf(text);
  assert.deepEqual(frames.at(-1), {
    type: 'error',
    error: { type: 'api_error', message: 'The answer of the provider broke off.' },
    request_id: 'chat_1',
  });
  assert.ok(!text.includes('message_stop'));
});

const piece = fc.string({ minLength: 1, maxLength: 5 });
const step: fc.Arbitrary<readonly ChatEvent[]> = fc.oneof(
  piece.map((text) => [say(text)]),
  fc
    .tuple(piece, fc.option(piece), fc.option(piece), fc.option(piece))
    .map(([text, signature, sealed, id]): ChatEvent[] => [
      think(text),
      {
        type: 'reasoning-end',
        choice: 0,
        ...(signature !== null && { signature }),
        ...(sealed !== null && { sealed }),
        ...(id !== null && { id }),
      },
    ]),
  piece.map((query) => [own({ type: 'server_tool_use', id: 's', name: 'web_search', input: { query } })]),
  piece.map((text) => [own({ type: 'citation', citation: { cited_text: text } })]),
);
const calls: fc.Arbitrary<readonly ChatEvent[]> = fc
  .array(fc.tuple(fc.dictionary(piece, piece, { maxKeys: 3 }), fc.option(piece)), { maxLength: 3 })
  .chain((given) => {
    const texts = given.map(([input]) => JSON.stringify(input));
    const starts = given.map((_, index) => call(index));
    const ends = given.map(([, signature], index) => ({ ...done(index), ...(signature !== null && { signature }) }));
    const pieces = texts.flatMap((text, index) => [...text].map((sign) => ({ index, sign })));
    // A vendor may mix the pieces of several calls, but not those of one.
    return fc.array(fc.nat(), { minLength: pieces.length, maxLength: pieces.length }).map((order) => {
      const places = pieces.map(({ index }, at) => ({ index, by: order[at] ?? 0 })).sort((a, b) => a.by - b.by);
      const next = given.map(() => 0);
      const mixed = places.map(({ index }) => {
        const at = next[index] ?? 0;
        next[index] = at + 1;
        return add(index, [...(texts[index] ?? '')][at] ?? '');
      });
      return [...starts, ...mixed, ...ends];
    });
  });

test('whatever is said, a stream put together is the whole answer, block by block', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), calls, (steps, called) => {
      const content = [...steps.flat(), ...called, stop];
      const joined = assembled(streamed(content));
      const sortedByKind = (blocks: readonly Foreign[], type: string): string =>
        JSON.stringify(blocks.filter((block) => block.type === type));
      const message = whole(content);
      for (const type of ['thinking', 'redacted_thinking', 'tool_use', 'server_tool_use'])
        assert.equal(sortedByKind(joined.content, type), sortedByKind(message.content, type));
      const textOf = (blocks: readonly Foreign[]) => blocks.map((block) => block.text ?? '').join('');
      assert.equal(textOf(joined.content), textOf(message.content));
      assert.deepEqual({ ...joined, content: [] }, { ...message, content: [] });
    }),
  );
});
