/** The demo provider as a caller sees it: through the real transport, whole and streamed. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ChatEvent } from '#core/chat/event.ts';
import { type ChatRequest, chatRequest, type Message, type ToolDefinition } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import { demo } from '#providers/demo/adapter.ts';
import { respond } from '#providers/demo/respond.ts';
import { assertLawful, fold } from '#test/providers/streams.ts';
import { openTransport, sending } from '#test/support/transport.ts';

const transport = openTransport({ inProcess: new Map([['demo', respond]]) });
after(() => transport.close());

interface Asked extends Partial<ChatRequest> {
  readonly model?: string;
  readonly wordDelay?: string;
}

function call(
  question: string | readonly Message[],
  { model = 'demo-1', wordDelay = '0ms', ...more }: Asked,
  stream: boolean,
) {
  const messages: readonly Message[] = typeof question === 'string' ? [say('user', question)] : question;
  return demo.encode({
    baseUrl: 'demo://local',
    options: demo.options.parse({ wordDelay }) as never,
    request: chatRequest({ messages, ...more }),
    upstreamModel: model,
    stream,
  });
}

function say(role: 'system' | 'developer' | 'user', text: string): Message {
  return { role, content: [{ type: 'text', text }] };
}

/** Streamed and whole; both must mean the same. */
async function ask(question: string | readonly Message[], asked: Asked = {}): Promise<ChatResult> {
  const reply = await transport.send(call(question, asked, false).wire, sending());
  if (reply.type === 'failure') throw demo.decodeError(reply.failure);
  assert.ok(reply.type === 'body');
  const whole = demo.decodeResult(reply.body);
  const events = (await stream(question, asked)).flat();
  assertLawful(events);
  assert.deepEqual(fold(events), whole);
  return whole;
}

async function stream(question: string | readonly Message[], asked: Asked = {}): Promise<ChatEvent[][]> {
  const reply = await transport.send(call(question, asked, true).wire, sending({ framing: 'sse' }));
  if (reply.type === 'failure') throw demo.decodeError(reply.failure);
  assert.ok(reply.type === 'frames');
  const decoder = demo.createDecoder();
  const batches: ChatEvent[][] = [];
  for await (const batch of reply.frames) batches.push(batch.flatMap((frame) => [...decoder.push(frame)]));
  return [...batches, [...decoder.end()]];
}

function textOf({ choices }: ChatResult): string {
  return choices[0]?.text ?? '';
}

test('says how an AI gateway works, and the same thing every time', async () => {
  const first = await ask('How does an AI gateway work?');
  assert.match(textOf(first), /^An AI gateway stands between/);
  assert.deepEqual(await ask('How does an AI gateway work?'), first);
  assert.notEqual((await ask('How does it rain?')).id, first.id);
});

test('quotes a question it knows nothing about', async () => {
  assert.match(textOf(await ask('Where is the moon?')), /^You asked: "Where is the moon\?"/);
  assert.match(textOf(await ask('x'.repeat(5_000))), /^You asked: "x{200}…"/);
  assert.match(textOf(await ask('')), /^Nothing was asked\./);
});

test('counts its tokens as the gateway would', async () => {
  const result = await ask('Where is the moon?');
  assert.deepEqual(result.usage, {
    inputTokens: estimateTokens('Where is the moon?'),
    outputTokens: estimateTokens(textOf(result)),
    estimated: false,
  });
});

test('sends word by word, each in a read of its own', async () => {
  const batches = await stream('Where is the moon?', { wordDelay: '1ms' });
  const words = batches.flat().filter(({ type }) => type === 'text-delta');
  assert.ok(words.length > 20);
  assert.ok(batches.length >= words.length);
});

describe('instructions', () => {
  const told = async (instruction: string, question = 'How does an AI gateway work?') =>
    textOf(await ask([say('system', instruction), say('user', question)]));

  test('are shown in the last line, those of the system and of the developer', async () => {
    const text = textOf(await ask([say('system', 'Be  kind.'), say('developer', 'Be brief.'), say('user', 'Hi')]));
    assert.equal(text.split('\n').at(-1), 'Instructions I was given: "Be kind. / Be brief."');
    assert.ok(!textOf(await ask('Hi')).includes('Instructions'));
  });

  test('to end with a Chuck Norris quote are obeyed', async () => {
    const [answer, quote] = (await told('End every answer with a Chuck Norris quote.')).split('\n\n');
    assert.match(answer ?? '', /^An AI gateway/);
    assert.match(quote ?? '', /Chuck Norris/);
  });

  test('to answer in one sentence, in capitals, with a haiku or with given words are obeyed', async () => {
    assert.equal((await told('Answer in one sentence.')).split('\n\n')[0]?.match(/\./g)?.length, 1);
    assert.match(await told('Answer in capitals.'), /^AN AI GATEWAY STANDS/);
    assert.equal((await told('End with a haiku.')).split('\n\n')[1]?.split('\n').length, 3);
    assert.equal((await told('End every answer with the words "That is all."')).split('\n\n')[1], 'That is all.');
  });
});

describe('tools', () => {
  const weather: ToolDefinition = {
    name: 'get_weather',
    inputSchema: {
      type: 'object',
      properties: {
        city: { type: 'string' },
        unit: { enum: ['celsius', 'fahrenheit'] },
        days: { type: 'integer', minimum: 3 },
        when: { type: 'array', items: { type: 'string', format: 'date' } },
        exact: { type: ['null', 'boolean'] },
        where: { $ref: '#/$defs/place' },
      },
      $defs: { place: { type: 'object', properties: { near: { anyOf: [{ type: 'string', maxLength: 3 }] } } } },
    },
  };
  const search: ToolDefinition = { name: 'searchWeb', inputSchema: { type: 'object' } };

  test('that the question names are called with arguments of their schema', async () => {
    const { choices } = await ask('Use get weather for "Lisbon", please', { tools: [search, weather] });
    assert.equal(choices[0]?.finishReason.unified, 'tool-calls');
    assert.equal(choices[0]?.text, '');
    const [made] = choices[0]?.toolCalls ?? [];
    assert.equal(made?.name, 'get_weather');
    assert.deepEqual(parseJson(made?.input ?? ''), {
      city: 'Lisbon',
      unit: 'celsius',
      days: 3,
      when: ['2026-01-31'],
      exact: true,
      where: { near: 'Lis' },
    });
  });

  test('are called where they must be, and left alone where nobody asks for them', async () => {
    const nameOf = async (question: string, more: Partial<ChatRequest>) =>
      (await ask(question, { tools: [weather, search], ...more })).choices[0]?.toolCalls[0]?.name;
    assert.equal(await nameOf('Hello', {}), undefined);
    assert.equal(await nameOf('Please search web', {}), 'searchWeb');
    assert.equal(await nameOf('Please search web', { toolChoice: 'none' }), undefined);
    assert.equal(await nameOf('Hello', { toolChoice: 'required' }), 'get_weather');
    assert.equal(await nameOf('Hello', { toolChoice: { name: 'searchWeb' } }), 'searchWeb');
  });

  test('that have answered are told about', async () => {
    const call = { id: 'call_7', name: 'get_weather', input: '{}' };
    const messages: Message[] = [
      say('user', 'Use get_weather'),
      { role: 'assistant', content: [], reasoning: [], toolCalls: [call] },
      { role: 'tool', toolCallId: 'call_7', content: [{ type: 'text', text: 'Sunny, 21 degrees.' }] },
    ];
    const result = await ask(messages, { tools: [weather], toolChoice: 'required' });
    assert.equal(textOf(result), 'The tool get_weather says: Sunny, 21 degrees.');
  });

  test('with a schema that contains itself many times over have small arguments all the same', async () => {
    const properties = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, { $ref: '#/' }]));
    const node: JsonObject = { type: 'object', properties: { ...properties, again: { $ref: '#/$defs/node' } } };
    const endless = { name: 'endless', inputSchema: { ...node, $defs: { node } } };
    const { choices } = await ask('endless', { tools: [endless] });
    assert.ok((choices[0]?.toolCalls[0]?.input.length ?? 0) < 20_000);
  });
});

describe('the form of an answer', () => {
  test('keeps to the limit of tokens', async () => {
    for (const maxOutputTokens of [1, 2, 7, 20]) {
      const result = await ask('How does an AI gateway work?', { sampling: { maxOutputTokens } });
      assert.equal(result.choices[0]?.finishReason.unified, 'length');
      assert.ok((result.usage.outputTokens ?? 0) <= maxOutputTokens);
      assert.ok(textOf(result).length > 0);
    }
  });

  test('ends before a stop sequence', async () => {
    const result = await ask('How does an AI gateway work?', {
      sampling: { stop: ['never said', ' stands', 'models'] },
    });
    assert.equal(textOf(result), 'An AI gateway');
    assert.equal(result.choices[0]?.finishReason.unified, 'stop');
  });

  test('is JSON where JSON is asked for, of the schema where there is one', async () => {
    const free = parseJson(
      textOf(await ask([say('system', 'Be kind.'), say('user', 'Hi')], { responseFormat: { type: 'json' } })),
    );
    assert.ok(isJsonObject(free));
    assert.deepEqual([free.question, free.instructions], ['Hi', ['Be kind.']]);
    const schema = { type: 'object', properties: { answer: { type: 'string' }, sure: { type: 'boolean' } } };
    const bound = await ask('Hi', { responseFormat: { type: 'json-schema', name: 'answer', schema } });
    assert.deepEqual(parseJson(textOf(bound)), {
      answer: 'Hello! I am the demo provider of this gateway. Ask me how an AI gateway works.',
      sure: true,
    });
  });
});

describe('models that fail', () => {
  const isCode = (code: string) => (thrown: unknown) => thrown instanceof GatewayError && thrown.code === code;

  test('demo-unavailable is not available', async () => {
    await assert.rejects(ask('Hi', { model: 'demo-unavailable' }), isCode('PROVIDER_UNAVAILABLE'));
    await assert.rejects(stream('Hi', { model: 'demo-unavailable' }), isCode('PROVIDER_UNAVAILABLE'));
  });

  test('demo-rate-limited asks to wait', async () => {
    await assert.rejects(ask('Hi', { model: 'demo-rate-limited' }), (thrown) => {
      assert.ok(thrown instanceof GatewayError && thrown.code === 'PROVIDER_RATE_LIMITED');
      assert.equal(thrown.details.retryAfterMs, 2_000);
      return true;
    });
  });

  test('demo-broken breaks off in the middle', async () => {
    await assert.rejects(stream('Hi', { model: 'demo-broken' }), isCode('STREAM_INTERRUPTED'));
    await assert.rejects(ask('Hi', { model: 'demo-broken' }), isCode('PROVIDER_PROTOCOL'));
  });

  test('demo-slow waits ten times as long before each word', () => {
    const delays = (model: string): number[] => {
      const reply = respond(call('Hi', { model, wordDelay: '15ms' }, true).wire);
      assert.ok(reply.type === 'frames');
      return [...reply.frames].map(({ delayMs }) => delayMs);
    };
    assert.equal(Math.max(...delays('demo-1')), 15);
    assert.equal(Math.max(...delays('demo-slow')), 150);
  });
});

test('lists its models', async () => {
  const { modelList } = demo;
  assert.ok(modelList);
  const request = modelList.encode({ baseUrl: 'demo://local', options: demo.options.parse({}) as never });
  const reply = await transport.send(request, sending());
  assert.ok(reply.type === 'body');
  assert.deepEqual(modelList.decode(reply.body), [...demo.suggestedModels].sort());
});
