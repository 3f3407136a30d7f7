/** A call that is tried out: the plugins run, and nobody outside notices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChainSetting, startChainSetting } from '#test/graphql/chain-setting.ts';
import type { Data } from '#test/support/admin-gateway.ts';

const SIMULATE = `mutation ($input: ChainSimulateInput!, $mockResponse: String) {
  chainSimulate(input: $input, mockResponse: $mockResponse) {
    userErrors { code path message }
    explanation { model { name } steps { pluginName plugin { name } runs } refusal { code } }
    runs { step { plugin phase outcome note } differences { path before after } }
    outgoingRequest
    result {
      __typename
      ... on ChatCompletion { model text cache servedBy { target } trace { steps { plugin } attempts { number } } guardrails { action } }
      ... on GatewayError { code message }
    }
  }
}`;
const DECORATE = { promptDecorator: { prepend: [{ role: 'SYSTEM', content: 'Be brief.' }] } };
const MASK = { patternGuard: { deny: ['secret-[a-z]{3}'], action: 'MASK' } };

const chatOf = (content: string) => ({ route: 'test', messages: [{ role: 'USER', content }] });

async function simulate({ ask }: ChainSetting, input: object, mockResponse?: string): Promise<Data> {
  return (await ask(SIMULATE, { input, ...(mockResponse !== undefined && { mockResponse }) })).chainSimulate;
}

test('shows what each plugin changed, what would be sent, and what the caller would get', async (context) => {
  const setting = await startChainSetting(context);
  await setting.plugin('words', DECORATE, [{ routeId: setting.ids.route }]);
  await setting.plugin('guard', MASK, [{ workspace: true }]);
  const simulation = await simulate(setting, { chat: chatOf('Keep secret-abc') }, 'I kept secret-xyz.');
  assert.deepEqual(
    simulation.runs.map(({ step }: Data) => [step.plugin, step.phase, step.outcome]),
    [
      ['guard', 'REQUEST', 'CHANGED'],
      ['words', 'REQUEST', 'CHANGED'],
      ['guard', 'STREAM', 'CHANGED'],
    ],
  );
  const [masked, decorated, answered] = simulation.runs.map(({ differences }: Data) => differences);
  assert.deepEqual(masked, [{ path: 'messages.0.content.0.text', before: 'Keep secret-abc', after: 'Keep [masked]' }]);
  const system = { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] };
  assert.deepEqual(decorated, [{ path: 'messages.0', before: null, after: system }]);
  assert.deepEqual(answered, [{ path: 'choices.0.text', before: 'I kept secret-xyz.', after: 'I kept [masked].' }]);
  assert.deepEqual(simulation.outgoingRequest.messages[0], system);
  assert.equal(simulation.outgoingRequest.messages[1].content[0].text, 'Keep [masked]');
  const { result } = simulation;
  assert.deepEqual([result.__typename, result.model, result.text], ['ChatCompletion', 'smart', 'I kept [masked].']);
  assert.deepEqual([result.servedBy, result.trace.attempts], [null, []]);
});

test('a refusal is the result, at the plugin that refuses', async (context) => {
  const setting = await startChainSetting(context);
  await setting.plugin('guard', { patternGuard: { deny: ['password'] } }, [{ workspace: true }]);
  const simulation = await simulate(setting, { chat: chatOf('my password') });
  assert.deepEqual(
    [simulation.result.__typename, simulation.result.code],
    ['GuardrailBlockedError', 'GUARDRAIL_BLOCKED'],
  );
  assert.equal(simulation.outgoingRequest, null);
  assert.deepEqual(
    simulation.runs.map(({ step }: Data) => step.outcome),
    ['REFUSED'],
  );
  const unknown = await simulate(setting, { chat: { ...chatOf('Hi'), route: undefined, model: 'smart' } });
  assert.deepEqual([unknown.result.code, unknown.explanation.refusal.code], ['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  assert.deepEqual(unknown.runs, []);
});

test('counts nothing, remembers nothing and records nothing', async (context) => {
  const setting = await startChainSetting(context);
  await setting.plugin('once', { rateLimit: { limits: [{ limit: 1, window: '1h' }] } }, [
    { routeId: setting.ids.route },
  ]);
  await setting.plugin('cache', { cache: {} }, [{ routeId: setting.ids.route }]);
  await setting.plugin('log', { requestLog: { content: 'FULL' } }, [{ routeId: setting.ids.route }]);
  const chat = chatOf('Hello');
  for (let count = 0; count < 3; count += 1) {
    const { result } = await simulate(setting, { chat }, 'From the simulator.');
    assert.deepEqual([result.text, result.cache], ['From the simulator.', 'MISS']);
  }
  const response = await setting.post('/test', { messages: [{ role: 'user', content: 'Hello' }] });
  assert.equal(response.status, 200);
  assert.doesNotMatch(await response.text(), /From the simulator/);
  assert.equal((await setting.post('/test', { messages: [{ role: 'user', content: 'Hello' }] })).status, 429);
  const { result } = await simulate(setting, { chat });
  assert.equal(result.__typename, 'ChatCompletion');
  const { calls } = await setting.ask('{ calls { nodes { id } } }');
  assert.equal(calls.nodes.length, 2);
});

test('a draft is tried before it is saved: new plugins, saved ones changed, and the saved chain left alone', async (context) => {
  const setting = await startChainSetting(context);
  const { ids, ask } = setting;
  const words = await setting.plugin('words', DECORATE, [{ routeId: ids.route }]);
  const before = await ask(
    '{ chain(scope: { workspace: true }) { revision } chainExplain(input: {}) { configRevision } }',
  );
  const shorter = { promptDecorator: { prepend: [{ role: 'SYSTEM', content: 'One word.' }] } };
  const draft = { scope: { routeId: ids.route }, entries: [{ config: MASK }, { pluginId: words, config: shorter }] };
  const simulation = await simulate(setting, { chat: chatOf('Keep secret-abc'), draft });
  assert.deepEqual(simulation.userErrors, []);
  assert.deepEqual(
    simulation.explanation.steps.map(({ pluginName, plugin }: Data) => [pluginName, plugin?.name ?? null]),
    [
      ['draft-1', null],
      ['words', 'words'],
    ],
  );
  const texts = simulation.outgoingRequest.messages.map(({ content }: Data) => content[0].text);
  assert.deepEqual(texts, ['One word.', 'Keep [masked]']);
  const after = await ask(
    '{ chain(scope: { workspace: true }) { revision } chainExplain(input: {}) { configRevision } }',
  );
  assert.deepEqual(after, before);
  const empty = await simulate(setting, { chat: chatOf('Hi'), draft: { scope: { routeId: ids.route }, entries: [] } });
  assert.deepEqual(empty.runs, []);
});

test('what is wrong with a draft is told where it was written, and nothing runs', async (context) => {
  const setting = await startChainSetting(context);
  const { ids } = setting;
  const limit = await setting.plugin('limit', { rateLimit: { limits: [{ limit: 1 }] } });
  const wrong = async (entries: readonly object[], scope: object = { routeId: ids.route }) => {
    const { userErrors, result, runs } = await simulate(setting, { chat: chatOf('Hi'), draft: { scope, entries } });
    assert.deepEqual([result, runs], [null, []]);
    return userErrors.map(({ path }: Data) => path.join('.'));
  };
  const at = 'input.draft.entries';
  assert.deepEqual(await wrong([{ config: { rateLimit: { limits: [{ limit: 0 }] } } }]), [
    `${at}.0.config.rateLimit.limits.0.limit`,
  ]);
  assert.deepEqual(await wrong([{ pluginId: limit }, { config: { patternGuard: {} } }]), [
    `${at}.1.config.patternGuard.deny`,
  ]);
  assert.deepEqual(await wrong([{}]), [`${at}.0`]);
  assert.deepEqual(await wrong([{ pluginId: 'plg_nothing' }]), [`${at}.0.pluginId`]);
  assert.deepEqual(await wrong([{ pluginId: limit, config: { cache: {} } }]), [`${at}.0.config.cache`]);
  assert.deepEqual(await wrong([], { routeId: 'rte_nothing' }), ['input.draft.scope']);
});
