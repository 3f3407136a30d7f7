/** LangChain's client for OpenAI, on every vendor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import {
  type ClientGateway,
  chatModelOf,
  embeddingModelOf,
  startClientGateway,
  VENDORS,
} from '#test/clients/client-gateway.ts';
import {
  CALL,
  PROMPT,
  STRUCTURED,
  TEXT,
  TOKENS,
  TOOL_RESULT,
  VECTORS,
  type Vendor,
} from '#test/clients/vendors/vendor.ts';

const ARGUMENTS = JSON.parse(CALL.input.join('')) as unknown;
const ADD = tool(async () => TOOL_RESULT, {
  name: CALL.name,
  description: 'Adds two numbers.',
  schema: z.object({ a: z.number(), b: z.number() }),
});

test('LangChain', async (context) => {
  const gateway = await startClientGateway(context);
  for (const vendor of VENDORS) {
    await context.test(vendor.kind, async (of) => {
      const model = modelOf(gateway, chatModelOf(vendor));
      await of.test('chat', async () => {
        const answer = await model.invoke(PROMPT.text);
        assert.equal(answer.content, TEXT);
        assert.equal((answer.usage_metadata as { input_tokens: number } | undefined)?.input_tokens, TOKENS.input);
      });
      await of.test('stream', async () => {
        let text = '';
        for await (const piece of await model.stream(PROMPT.text)) text += String(piece.content);
        assert.equal(text, TEXT);
      });
      await of.test('tools, and their results', async () => {
        const bound = model.bindTools([ADD]);
        const question = new HumanMessage(PROMPT.tools);
        const asked = await bound.invoke([question]);
        const [call] = asked.tool_calls ?? [];
        assert.deepEqual(call?.args, ARGUMENTS);
        const result = new ToolMessage({ content: TOOL_RESULT, tool_call_id: call?.id ?? '' });
        assert.equal((await bound.invoke([question, asked, result])).content, TEXT);
      });
      await of.test('streamed tools', async () => {
        let whole: AIMessageChunk | undefined;
        for await (const piece of await model.bindTools([ADD]).stream(PROMPT.tools)) {
          assert.ok(piece instanceof AIMessageChunk);
          whole = whole?.concat(piece) ?? piece;
        }
        assert.deepEqual(whole?.tool_calls?.[0]?.args, ARGUMENTS);
      });
      await of.test('structured output', async () => {
        const shaped = model.withStructuredOutput(z.object({ answer: z.number() }), {
          method: 'jsonSchema',
          name: 'answer',
        });
        assert.deepEqual(await shaped.invoke(PROMPT.structured), JSON.parse(STRUCTURED));
      });
      await of.test('embeddings', () => embeds(gateway, vendor));
      await of.test('typed errors', () => failsByType(gateway, vendor));
      await of.test('abort', () => aborts(gateway, vendor));
    });
  }
});

function modelOf({ url, key }: ClientGateway, model: string, change: object = {}): ChatOpenAI {
  return new ChatOpenAI({
    model,
    apiKey: key,
    maxRetries: 0,
    configuration: { baseURL: `${url}/v1` },
    useResponsesApi: false,
    ...change,
  });
}

async function embeds({ url, key }: ClientGateway, vendor: Vendor): Promise<void> {
  const model = vendor.embeddingModel === null ? chatModelOf(vendor) : embeddingModelOf(vendor);
  const client = new OpenAIEmbeddings({ model, apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } });
  const asking = client.embedDocuments(['one', 'two']);
  if (vendor.embeddingModel === null) await assert.rejects(asking, { status: 400 });
  else assert.deepEqual((await asking)[0], VECTORS[0]);
}

async function failsByType(gateway: ClientGateway, vendor: Vendor): Promise<void> {
  const model = chatModelOf(vendor);
  await assert.rejects(modelOf(gateway, model, { temperature: 9 }).invoke(PROMPT.text), { status: 400 });
  await assert.rejects(modelOf(gateway, model, { apiKey: 'sk-of-nobody' }).invoke(PROMPT.text), { status: 401 });
  await assert.rejects(modelOf(gateway, 'no-such-model').invoke(PROMPT.text), { status: 404 });
  await assert.rejects(modelOf(gateway, model).invoke(PROMPT.limited), { status: 429 });
  await assert.rejects(modelOf(gateway, model).invoke(PROMPT.broken), { status: 502 });
}

async function aborts(gateway: ClientGateway, vendor: Vendor): Promise<void> {
  const upstream = gateway.upstreamOf(vendor);
  const index = upstream.requests.length;
  const leaving = new AbortController();
  const reading = async () => {
    const stream = await modelOf(gateway, chatModelOf(vendor)).stream(PROMPT.endless, { signal: leaving.signal });
    for await (const piece of stream) if (piece.content !== '') leaving.abort();
  };
  await assert.rejects(reading);
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
}
