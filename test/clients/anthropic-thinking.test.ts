/** What a vendor wants to see again comes back to it through Anthropic's own client, whoever the vendor is. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import type { Json, JsonObject } from '#core/json.ts';
import { chatModelOf, startClientGateway } from '#test/clients/client-gateway.ts';
import { anthropic } from '#test/clients/vendors/anthropic.ts';
import { gemini } from '#test/clients/vendors/gemini.ts';
import type { Vendor } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse, type Upstream } from '#test/support/upstream.ts';

const TOOLS: Anthropic.Tool[] = [{ name: 'add', input_schema: { type: 'object', properties: {} } }];
const LIMIT = { max_tokens: 2000 } as const;
const QUESTION: Anthropic.MessageParam = { role: 'user', content: 'One and two?' };

// biome-ignore lint/suspicious/noExplicitAny: what was sent is read as the vendor does
type Foreign = any;

interface Scene {
  readonly client: Anthropic;
  readonly model: string;
  readonly upstream: Upstream;
  /** The body of the newest request that the vendor got. */
  sent(): Foreign;
}

async function sceneAt(vendor: Vendor, context: TestContext): Promise<Scene> {
  const gateway = await startClientGateway(context);
  const upstream = gateway.upstreamOf(vendor);
  return {
    client: new Anthropic({ baseURL: gateway.url, apiKey: gateway.key, maxRetries: 0 }),
    model: chatModelOf(vendor),
    upstream,
    sent: () => upstream.requests.at(-1)?.body,
  };
}

const THOUGHTS: readonly JsonObject[] = [
  { type: 'thinking', thinking: 'They want a sum.', signature: 'c2lnbmVk' },
  { type: 'redacted_thinking', data: 'c2VhbGVk' },
];
const CALL: JsonObject = { type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 1, b: 2 } };

function messageOf(content: readonly Json[], reason: string): JsonObject {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content,
    stop_reason: reason,
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 2 },
  };
}

/** The same answer in pieces, as Anthropic sends them. */
function streamOf(blocks: readonly JsonObject[], reason: string): Reply {
  const event = (type: string, rest: JsonObject): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  const pieces = ({ type, thinking, signature, text, input, citations }: JsonObject): JsonObject[] => {
    if (type === 'thinking')
      return [
        { type: 'thinking_delta', thinking: thinking ?? '' },
        { type: 'signature_delta', signature: signature ?? '' },
      ];
    const cited = ((citations ?? []) as Json[]).map((citation) => ({ type: 'citations_delta', citation }));
    if (type === 'text') return [...cited, { type: 'text_delta', text: text ?? '' }];
    return input === undefined ? [] : [{ type: 'input_json_delta', partial_json: JSON.stringify(input) }];
  };
  const begun = (block: JsonObject): JsonObject => ({
    ...block,
    ...(block.type === 'thinking' && { thinking: '', signature: '' }),
    ...(block.type === 'text' && { text: '', ...(block.citations !== undefined && { citations: [] }) }),
    ...(block.input !== undefined && { input: {} }),
  });
  return sse([
    event('message_start', { message: { ...messageOf([], ''), stop_reason: null } }),
    ...blocks.flatMap((block, index) => [
      event('content_block_start', { index, content_block: begun(block) }),
      ...pieces(block).map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ]),
    event('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 2 } }),
    event('message_stop', {}),
  ]);
}

/** Asks, whole or streamed, for an answer that the vendor gives in these blocks. */
async function answerOf(scene: Scene, change: object, streamed: boolean): Promise<Anthropic.Message> {
  const request = { model: scene.model, messages: [QUESTION], ...LIMIT, ...change };
  return streamed ? scene.client.messages.stream(request).finalMessage() : scene.client.messages.create(request);
}

test('thinking of Anthropic goes back with its proof, whole and streamed', async (context) => {
  const scene = await sceneAt(anthropic, context);
  const blocks = [...THOUGHTS, CALL];
  for (const streamed of [false, true]) {
    scene.upstream.on(() => (streamed ? streamOf(blocks, 'tool_use') : json(200, messageOf(blocks, 'tool_use'))));
    const change = { tools: TOOLS, thinking: { type: 'enabled', budget_tokens: 1024 } };
    const { content } = await answerOf(scene, change, streamed);
    assert.deepEqual(scene.sent().thinking, { type: 'enabled', budget_tokens: 1024 });
    assert.deepEqual(content, blocks);

    scene.upstream.on(() => json(200, messageOf([{ type: 'text', text: 'Three.' }], 'end_turn')));
    const result = { type: 'tool_result' as const, tool_use_id: 'toolu_1', content: '3' };
    const messages = [QUESTION, { role: 'assistant', content }, { role: 'user', content: [result] }];
    await answerOf(scene, { ...change, messages }, false);
    assert.deepEqual(scene.sent().messages[1], { role: 'assistant', content: blocks });
  }
});

test("what Gemini proves of its thinking before a call goes through Anthropic's wire and back", async (context) => {
  const scene = await sceneAt(gemini, context);
  const part = { functionCall: { name: 'add', args: { a: 1 } }, thoughtSignature: 'Z2VtaW5p' };
  const answer: JsonObject = {
    responseId: 'g1',
    modelVersion: 'gemini-3-pro',
    candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 },
  };
  for (const streamed of [false, true]) {
    scene.upstream.on(() => (streamed ? sse([`data: ${JSON.stringify(answer)}\n\n`]) : json(200, answer)));
    const { content, stop_reason } = await answerOf(scene, { tools: TOOLS }, streamed);
    assert.equal(stop_reason, 'tool_use');
    const call = content.find((block) => block.type === 'tool_use');
    assert.ok(call);
    assert.deepEqual(call.input, { a: 1 });

    scene.upstream.on(() => json(200, answer));
    const result = { type: 'tool_result' as const, tool_use_id: call.id, content: '3' };
    const messages = [QUESTION, { role: 'assistant', content }, { role: 'user', content: [result] }];
    await answerOf(scene, { tools: TOOLS, messages }, false);
    const back = scene.sent().contents[1].parts.find((one: Foreign) => one.functionCall);
    assert.equal(back.thoughtSignature, 'Z2VtaW5p');
  }
});

test("Anthropic's own tools, betas and citations pass as they are", async (context) => {
  const scene = await sceneAt(anthropic, context);
  const citation = {
    type: 'web_search_result_location',
    url: 'https://example.com',
    title: 'A page',
    cited_text: 'It is three.',
    encrypted_index: 'aWR4',
  };
  const blocks: readonly JsonObject[] = [
    { type: 'text', text: 'I look it up. ' },
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'sum' } },
    { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
    { type: 'text', text: 'So: ' },
    { type: 'text', text: 'it is three', citations: [citation] },
    { type: 'text', text: '.' },
  ];
  const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 1 } as const;
  for (const streamed of [false, true]) {
    scene.upstream.on(() => (streamed ? streamOf(blocks, 'end_turn') : json(200, messageOf(blocks, 'end_turn'))));
    const { content } = await answerOf(scene, { tools: [search] }, streamed);
    assert.deepEqual(content, blocks);
    assert.deepEqual(scene.sent().tools, [search]);

    scene.upstream.on(() => json(200, messageOf([{ type: 'text', text: 'Sure.' }], 'end_turn')));
    const messages = [QUESTION, { role: 'assistant', content }, { role: 'user', content: 'Sure?' }];
    await answerOf(scene, { messages, tools: [search] }, false);
    assert.deepEqual(scene.sent().messages[1].content, blocks);
  }
  await scene.client.beta.messages.create({
    model: scene.model,
    messages: [{ role: 'user', content: 'Hi' }],
    betas: ['context-management-2025-06-27'],
    context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
    ...LIMIT,
  });
  assert.equal(scene.upstream.requests.at(-1)?.headers['anthropic-beta'], 'context-management-2025-06-27');
  assert.deepEqual(scene.sent().context_management, { edits: [{ type: 'clear_tool_uses_20250919' }] });
});

test('tokens are counted for those who may use the model, and no provider is asked', async (context) => {
  const { client, model, upstream } = await sceneAt(anthropic, context);
  const count = (change: object = {}) => client.messages.countTokens({ model, messages: [QUESTION], ...change });
  const plain = await count();
  const more = await count({ system: 'Be brief and to the point.', tools: TOOLS });
  assert.ok(plain.input_tokens > 0 && more.input_tokens > plain.input_tokens);
  await assert.rejects(count({ model: 'no-such-model' }), Anthropic.NotFoundError);
  await assert.rejects(count({ messages: [] }), Anthropic.BadRequestError);
  assert.equal(upstream.requests.length, 0);
});

test("models are listed in Anthropic's form", async (context) => {
  const { client, model } = await sceneAt(anthropic, context);
  const names: string[] = [];
  for await (const found of client.models.list()) names.push(found.id);
  assert.ok(names.includes(model));
  const one = await client.models.retrieve(model);
  assert.deepEqual([one.type, one.id, one.display_name], ['model', model, model]);
  assert.ok(Date.parse(one.created_at) > 0);
  await assert.rejects(client.models.retrieve('no-such-model'), Anthropic.NotFoundError);
});
