/** Every example of a caller that GraphiQL opens with, run against the demo as it stands there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { CHAT, COMPARE, COMPARE_STREAM, STREAM, STRUCTURED, TOOLS } from '#graphql/graphiql-examples-chat.ts';
import { setUpDemo } from '#src/app/demo.ts';
import { startAdminGateway } from '#test/support/admin-gateway.ts';

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that its own operation gives.
type Data = any;

test('the examples of callers work on the demo', async (context) => {
  const gateway = await startAdminGateway(context);
  await setUpDemo(gateway.app);
  const client = createClient({ url: `${gateway.url}/graphql`, retryAttempts: 0 });
  context.after(() => client.dispose());
  const run = async (query: string): Promise<Data[]> => {
    const all: Data[] = [];
    for await (const { data, errors } of client.iterate({ query })) {
      assert.equal(errors, undefined);
      if (data) all.push(data);
    }
    return all;
  };
  const only = async (query: string): Promise<Data> => {
    const all = await run(query);
    assert.equal(all.length, 1);
    return all[0];
  };

  await context.test('chat', async () => assert.ok((await only(CHAT)).chat.text));
  await context.test('stream', async () => {
    const events = (await run(STREAM)).map(({ chatStream }) => chatStream);
    assert.equal(events.at(-1).__typename, 'ChatFinished');
  });
  await context.test('tools', async () => {
    const [choice] = (await only(TOOLS)).chat.choices;
    assert.equal(choice.finishReason, 'TOOL_CALLS');
    const [call] = choice.message.toolCalls;
    assert.deepEqual([call.name, call.argumentsJson], ['get_weather', { city: 'Oslo' }]);
  });
  await context.test('structured output', async () => {
    const { text } = (await only(STRUCTURED)).chat;
    assert.deepEqual(Object.keys(JSON.parse(text)).toSorted(), ['author', 'year']);
  });
  await context.test('compare', async () => {
    const { lanes } = (await only(COMPARE)).compare;
    assert.equal(lanes.length, 2);
    for (const { result } of lanes) assert.ok(result.text);
  });
  await context.test('compare in pieces', async () => {
    const events = (await run(COMPARE_STREAM)).map(({ compareStream }) => compareStream);
    for (const lane of [0, 1]) {
      const last = events.findLast((event) => event.lane === lane);
      assert.equal(last.event.__typename, 'ChatFinished');
    }
  });
});
