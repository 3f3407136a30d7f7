/** Nothing of an answer is lost on the way to a caller, whole or in pieces. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { ChatResult } from '#core/chat/result.ts';
import type { BoundPlugin } from '#core/plugin.ts';
import { FOLLOWERS } from '#test/graphql/follow.ts';
import { KEY, SEEING_KEY, startGateway, type TestGateway } from '#test/graphql/gateway.ts';
import { type AnyEvent, COMPLETION_FIELDS, completionOf, EVENT_FIELDS } from '#test/graphql/whole-answer.ts';
import { anyChatResult } from '#test/support/any-chat-result.ts';

let answer: ChatResult;
/** Says what the test wants to be said. */
const answering: BoundPlugin = {
  instanceId: 'plg_1',
  name: 'answering',
  type: 'test-answer',
  stage: 'transform',
  scope: 'workspace',
  operations: ['chat'],
  onFailure: 'closed',
  timeoutMs: 1_000,
  hooks: { onRequest: () => ({ type: 'answer', result: answer }) },
};

let gateway: TestGateway;
before(async () => {
  gateway = await startGateway([answering]);
});
after(() => gateway.close());

const CHAT = `mutation ($input: ChatInput!) { chat(input: $input) { ... on ChatCompletion { ${COMPLETION_FIELDS} } } }`;
const STREAM = `subscription ($input: ChatInput!) { chatStream(input: $input) { ${EVENT_FIELDS} } }`;
const variables = { input: { model: 'echo', messages: [{ role: 'USER', content: 'x' }] } };

async function whole(headers: Record<string, string>) {
  const { data, errors } = await gateway.ask(CHAT, { variables, headers });
  assert.equal(errors, undefined);
  return data.chat;
}

async function inPieces(follow: (typeof FOLLOWERS)['the graphql-ws client'], headers: Record<string, string>) {
  const { results, leave } = follow<{ chatStream: AnyEvent }>({ url: gateway.url, headers, query: STREAM, variables });
  const events: AnyEvent[] = [];
  for await (const { data, errors } of results) {
    assert.equal(errors, undefined);
    if (data) events.push(data.chatStream);
  }
  leave();
  return events;
}

for (const [name, follow] of Object.entries(FOLLOWERS)) {
  test(`what the events over ${name} say is the whole answer`, async () => {
    await fc.assert(
      fc.asyncProperty(anyChatResult, fc.constantFrom(KEY, SEEING_KEY), async (result, headers) => {
        answer = result;
        const events = await inPieces(follow, headers);
        assert.deepEqual(completionOf(events), await whole(headers));
      }),
      { numRuns: 40 },
    );
  });
}

test('the whole answer has all that the provider said', async () => {
  await fc.assert(
    fc.asyncProperty(anyChatResult, async (result) => {
      answer = result;
      const seen = await whole(SEEING_KEY);
      assert.equal(seen.providerAnswerId, result.id);
      assert.equal(seen.providerModel, result.model);
      assert.deepEqual(seen.extra ?? {}, result.extra ?? {});
      assert.deepEqual(seen.warnings, result.warnings);
      for (const name of [
        'inputTokens',
        'cachedInputTokens',
        'cacheWriteTokens',
        'outputTokens',
        'reasoningTokens',
      ] as const)
        assert.equal(seen.usage[name], result.usage[name] ?? null);
      assert.equal(seen.choices.length, result.choices.length);
      for (const [index, choice] of result.choices.entries()) {
        const { message, finishReason, providerFinishReason } = seen.choices[index];
        assert.equal(finishReason, choice.finishReason.unified.replaceAll('-', '_').toUpperCase());
        assert.equal(providerFinishReason, choice.finishReason.raw);
        assert.equal(message.content ?? '', choice.text);
        assert.equal(message.refusal ?? '', choice.refusal);
        const proof = { signature: null, sealed: null, id: null };
        assert.deepEqual(
          message.reasoningBlocks,
          choice.reasoning.map((block) => ({ ...proof, ...block })),
        );
        const calls = choice.toolCalls.map(({ input, ...call }) => ({
          signature: null,
          extra: null,
          ...call,
          arguments: input,
        }));
        assert.deepEqual(message.toolCalls, calls);
        assert.deepEqual(message.vendorBlocks, choice.vendorBlocks ?? []);
      }
    }),
    { numRuns: 40 },
  );
});

test('words of one provider alone, which tell who it is, are for keys that may see targets', async () => {
  const logprobs = { content: [{ token: 'x', logprob: -1 }] };
  const known = { citations: ['https://a.example/'], choices: [{ index: 0, logprobs, message: { annotations: [] } }] };
  const [choice] = known.choices;
  answer = {
    id: 'of-the-vendor',
    model: 'vendor-model-2024',
    choices: [{ text: 'x', refusal: '', reasoning: [], toolCalls: [], finishReason: { unified: 'stop', raw: 'x' } }],
    usage: { estimated: false },
    warnings: [],
    extra: { ...known, vendor_only: 1, choices: [{ ...choice, vendor_only: 2 } as never] },
  };
  const blind = await whole(KEY);
  assert.deepEqual([blind.extra, blind.providerAnswerId, blind.providerModel], [known, null, null]);
  const seeing = await whole(SEEING_KEY);
  assert.deepEqual(seeing.extra, answer.extra);
  const query =
    'mutation ($input: ChatInput!) { chat(input: $input) { ... on ChatCompletion { choices { logprobs } } } }';
  const { data } = await gateway.ask(query, { variables, headers: KEY });
  assert.deepEqual(data.chat.choices, [{ logprobs }]);
});
