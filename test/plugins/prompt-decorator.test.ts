import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '#core/chat/request.ts';
import { promptDecorator } from '#plugins/prompt-decorator/plugin.ts';
import { bindPlugin, callThrough, createBench, userMessage, userRequest } from '#test/plugins/chain.ts';

test('puts its messages before all others and after all others, in their order', async () => {
  const bench = createBench();
  const config = {
    prepend: [
      { role: 'system', content: 'one' },
      { role: 'developer', content: 'two' },
    ],
    append: [
      { role: 'assistant', content: 'three' },
      { role: 'user', content: 'four' },
    ],
  };
  const system: Message = { role: 'system', content: [{ type: 'text', text: 'mine' }] };
  const request = userRequest('', { messages: [system, userMessage('Hello')] });
  const chain = [bindPlugin(promptDecorator, config, bench.tools('style'))];
  const { asked } = await callThrough({ bench, chain, request });
  const said = asked?.messages.map(
    ({ role, content }) => `${role}: ${content.map((part) => part.type === 'text' && part.text)}`,
  );
  const expected = ['system: one', 'developer: two', 'system: mine', 'user: Hello', 'assistant: three', 'user: four'];
  assert.deepEqual(said, expected);
  assert.equal(request.messages.length, 2);
});

test('several of them stack, the one that comes later in the chain standing further out', async () => {
  const bench = createBench();
  const entry = (content: string) =>
    bindPlugin(promptDecorator, { prepend: [{ role: 'user', content }] }, bench.tools(content));
  const { asked } = await callThrough({ bench, chain: [entry('first'), entry('second')] });
  assert.deepEqual(asked?.messages.slice(0, 2), [userMessage('second'), userMessage('first')]);
});

test('wants at least one message, of a role and with a text', () => {
  const path = (config: unknown) => promptDecorator.config.safeParse(config).error?.issues[0]?.path;
  assert.deepEqual(path({}), ['prepend']);
  assert.deepEqual(path({ append: [{ role: 'tool', content: 'x' }] }), ['append', 0, 'role']);
  assert.deepEqual(path({ append: [{ role: 'user', content: '' }] }), ['append', 0, 'content']);
});
