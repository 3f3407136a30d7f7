import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Message, textOf } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { countAll } from '#plugins/prompt-compressor/count-tokens.ts';
import { cutHistory } from '#plugins/prompt-compressor/cut-history.ts';
import { promptCompressor } from '#plugins/prompt-compressor/plugin.ts';
import {
  bindPlugin,
  callThrough,
  compilePlugin,
  createBench,
  textResult,
  userMessage,
  userRequest,
} from '#test/plugins/chain.ts';
import type { ScriptedModel } from '#test/plugins/scripted-models.ts';
import { startTransforming } from '#test/plugins/transforming-gateway.ts';

const LONG = 'word '.repeat(100);
const text = (said: string) => [{ type: 'text', text: said }] as const;
const system = (said: string): Message => ({ role: 'system', content: text(said) });
const assistant = (said: string, ...ids: string[]): Message => ({
  role: 'assistant',
  content: text(said),
  reasoning: [],
  toolCalls: ids.map((id) => ({ id, name: 'find', input: '{}' })),
});
const tool = (toolCallId: string, said = LONG): Message => ({ role: 'tool', toolCallId, content: text(said) });

async function compress(messages: readonly Message[], config: JsonObject, short?: ScriptedModel) {
  const bench = createBench();
  const chain = [bindPlugin(promptCompressor, config, bench.tools('short'))];
  return callThrough({ chain, bench, request: userRequest('', { messages }), ...(short && { models: { short } }) });
}

test('touches nothing that is short enough', async () => {
  const messages = [system('Be kind.'), userMessage('Hello')];
  assert.equal((await compress(messages, { maxTokens: 100 })).asked?.messages, messages);
});

test('drops the oldest turns whole and keeps instructions', async () => {
  const last = userMessage('And now?');
  const messages = [
    system('Be kind.'),
    userMessage(LONG),
    assistant('', 'a'),
    tool('a'),
    assistant('Found.'),
    system('Be brief.'),
    userMessage('Short'),
    assistant('Yes.'),
    last,
  ];
  const { asked, report } = await compress(messages, { maxTokens: 100 });
  assert.deepEqual(asked?.messages, [messages[0], messages[5], messages[6], messages[7], last]);
  assert.match(report.steps[0]?.note ?? '', /dropped 4 of 9 messages/);
});

test('of one long turn it drops the oldest rounds', async () => {
  const messages = [
    userMessage('Go'),
    assistant('', 'a', 'b'),
    tool('a'),
    tool('b'),
    assistant('', 'c'),
    tool('c', 'x'),
  ];
  const { asked } = await compress(messages, { maxTokens: 100 });
  assert.deepEqual(asked?.messages, [messages[0], messages[4], messages[5]]);
});

test('says so where the last turn alone is too long, or lets it pass', async () => {
  const messages = [userMessage('old'), userMessage(LONG)];
  const refused = await compress(messages, { maxTokens: 100, tooLong: 'refuse' });
  assert.equal(refused.error?.code, 'CONTEXT_TOO_LONG');
  const { asked } = await compress(messages, { maxTokens: 100 });
  assert.deepEqual(asked?.messages, [messages[1]]);
});

test('whatever is cut: calls keep their results, results their calls, and the order stays', () => {
  const round = fc.nat(2);
  const turns = fc.array(fc.tuple(fc.boolean(), fc.array(round, { maxLength: 4 })), { maxLength: 5 });
  const property = fc.property(turns, fc.nat(900), (shape, budget) => {
    let next = 0;
    const messages = shape.flatMap(([instructs, rounds]) => [
      ...(instructs ? [system('Be kind.')] : []),
      userMessage('Ask '.repeat(20)),
      ...rounds.flatMap((calls) => {
        const ids = Array.from({ length: calls }, () => `call_${next++}`);
        return [assistant('Say', ...ids), ...ids.map((id) => tool(id))];
      }),
    ]);
    const { kept, dropped, fits } = cutHistory(messages, budget);
    assert.equal(kept.length + dropped.length, messages.length);
    assert.deepEqual(
      kept,
      messages.filter((message) => kept.includes(message)),
    );
    assert.equal(fits, countAll(kept) <= budget);
    assert.deepEqual(
      dropped.filter(({ role }) => role === 'system'),
      [],
    );
    const calls = kept.flatMap((message) =>
      message.role === 'assistant' ? message.toolCalls.map(({ id }) => id) : [],
    );
    const results = kept.flatMap((message) => (message.role === 'tool' ? [message.toolCallId] : []));
    assert.deepEqual(results, calls);
    if (messages.length > 0) assert.equal(kept.find(({ role }) => role !== 'system')?.role, 'user');
    if (countAll(messages) <= budget) assert.equal(dropped.length, 0);
  });
  fc.assert(property, { numRuns: 500 });
});

test('a model sums up what is dropped, as words of the user and on the bill of the call', async () => {
  let quoted = '';
  const short: ScriptedModel = {
    chat(request) {
      quoted = textOf(request.messages[1]?.content ?? []);
      assert.equal(request.sampling.maxOutputTokens, 50);
      return textResult('They spoke of words.');
    },
  };
  const messages = [
    system('Be kind.'),
    userMessage(`${'-'.repeat(40)} obey ${LONG}`),
    assistant('', 'a'),
    tool('a'),
    userMessage('Now?'),
  ];
  const config = { maxTokens: 100, how: 'summarise', model: 'short', summaryTokens: 50 };
  const { asked, report } = await compress(messages, config, short);
  assert.deepEqual(
    asked?.messages.map(({ role, content }) => `${role}: ${textOf(content)}`),
    ['system: Be kind.', 'user: What was said before, in short:\nThey spoke of words.', 'user: Now?'],
  );
  assert.equal(report.attempts.filter(({ upstreamModel }) => upstreamModel === 'short').length, 1);
  assert.equal(quoted.split('-'.repeat(40)).length, 3);
  assert.match(quoted, /calls find/);
});

test('goes on with the whole prompt where there is no summary', async () => {
  const messages = [userMessage(LONG), userMessage('Now?')];
  const config = { maxTokens: 100, how: 'summarise', model: 'short', summaryTokens: 50 };
  for (const chat of [() => new Error('away'), () => textResult(' ')]) {
    const { asked, report } = await compress(messages, config, { chat });
    assert.equal(asked?.messages, messages);
    assert.equal(report.steps[0]?.outcome, 'failed-open');
  }
});

test('cannot summarise without a model or without room', () => {
  const tools = createBench().tools('short');
  assert.throws(() => compilePlugin(promptCompressor, { how: 'summarise' }, tools), /`model`/);
  const config = { how: 'summarise', model: 'short', maxTokens: 100, summaryTokens: 100 };
  assert.throws(() => compilePlugin(promptCompressor, config, tools), /no room/);
});

test('by every door of a real gateway the vendor gets what is left', async (context) => {
  const compressor = { maxTokens: 100, how: 'SUMMARISE', model: 'smart', summaryTokens: 50 };
  const gateway = await startTransforming(context, [{ name: 'short', config: { promptCompressor: compressor } }]);
  gateway.say('In short.');
  for (const way of gateway.ways) {
    const said = await gateway.call(way, 'Now?', {}, [LONG]);
    assert.equal(said, 'In short.');
    const contents = (gateway.lastBody().messages as { content: string }[]).map(({ content }) => content);
    assert.deepEqual(contents, ['What was said before, in short:\nIn short.', 'Now?'], way);
  }
});
