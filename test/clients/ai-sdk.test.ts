/** Vercel's AI SDK with its provider for OpenAI-compatible servers, on every vendor. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenAICompatible, type OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany, generateText, Output, stepCountIs, streamText, tool } from 'ai';
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
const TOOLS = {
  [CALL.name]: tool({
    description: 'Adds two numbers.',
    inputSchema: z.object({ a: z.number(), b: z.number() }),
    execute: async () => TOOL_RESULT,
  }),
};
const NO_RETRIES = { maxRetries: 0 } as const;

test("Vercel's AI SDK", async (context) => {
  const gateway = await startClientGateway(context);
  const provider = createOpenAICompatible({
    name: 'gatehouse',
    baseURL: `${gateway.url}/v1`,
    apiKey: gateway.key,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  for (const vendor of VENDORS) {
    await context.test(vendor.kind, async (of) => {
      const model = provider(chatModelOf(vendor));
      await of.test('chat', async () => {
        const { text, usage, finishReason } = await generateText({ model, prompt: PROMPT.text, ...NO_RETRIES });
        assert.equal(text, TEXT);
        assert.equal(finishReason, 'stop');
        assert.equal(usage.inputTokens, TOKENS.input);
      });
      await of.test('stream', async () => {
        const { textStream, usage } = streamText({ model, prompt: PROMPT.text, ...NO_RETRIES });
        let text = '';
        for await (const piece of textStream) text += piece;
        assert.equal(text, TEXT);
        assert.equal((await usage).outputTokens, TOKENS.output);
      });
      await of.test('tools, and their results', async () => {
        const stopWhen = stepCountIs(2);
        const { steps, text } = await generateText({
          model,
          prompt: PROMPT.tools,
          tools: TOOLS,
          stopWhen,
          ...NO_RETRIES,
        });
        assert.deepEqual(steps[0]?.toolCalls[0]?.input, ARGUMENTS);
        assert.equal(text, TEXT);
      });
      await of.test('streamed tools', async () => {
        const answer = streamText({
          model,
          prompt: PROMPT.tools,
          tools: TOOLS,
          stopWhen: stepCountIs(2),
          ...NO_RETRIES,
        });
        await answer.consumeStream();
        assert.deepEqual((await answer.steps)[0]?.toolCalls[0]?.input, ARGUMENTS);
        assert.equal(await answer.text, TEXT);
      });
      await of.test('structured output', async () => {
        const schema = z.object({ answer: z.number() });
        const answer = await generateText({
          model,
          prompt: PROMPT.structured,
          output: Output.object({ schema }),
          ...NO_RETRIES,
        });
        assert.deepEqual(answer.output, JSON.parse(STRUCTURED));
      });
      await of.test('embeddings', () => embeds(provider, vendor));
      await of.test('typed errors', () => failsByType(provider, vendor, gateway));
      await of.test('abort', () => aborts(provider, vendor, gateway));
    });
  }
});

async function embeds(provider: OpenAICompatibleProvider, vendor: Vendor): Promise<void> {
  const values = ['one', 'two'];
  if (vendor.embeddingModel === null) {
    const model = provider.embeddingModel(chatModelOf(vendor));
    await assert.rejects(embedMany({ model, values, ...NO_RETRIES }), statusIs(400));
    return;
  }
  const model = provider.embeddingModel(embeddingModelOf(vendor));
  const { embeddings } = await embedMany({ model, values, ...NO_RETRIES });
  assert.deepEqual(embeddings[0], VECTORS[0]);
  assert.equal(embeddings.length, 2);
}

async function failsByType(provider: OpenAICompatibleProvider, vendor: Vendor, { url }: ClientGateway): Promise<void> {
  const model = provider(chatModelOf(vendor));
  const ask = (prompt: string, change: object = {}) => generateText({ model, prompt, ...NO_RETRIES, ...change });
  await assert.rejects(ask(PROMPT.text, { temperature: 9 }), statusIs(400));
  const stranger = createOpenAICompatible({ name: 'stranger', baseURL: `${url}/v1`, apiKey: 'sk-of-nobody' });
  await assert.rejects(ask(PROMPT.text, { model: stranger(chatModelOf(vendor)) }), statusIs(401));
  await assert.rejects(ask(PROMPT.text, { model: provider('no-such-model') }), statusIs(404));
  await assert.rejects(ask(PROMPT.limited), statusIs(429));
  await assert.rejects(ask(PROMPT.broken), statusIs(502));
}

function statusIs(status: number): (thrown: unknown) => boolean {
  return (thrown) => {
    assert.ok(APICallError.isInstance(thrown), String(thrown));
    assert.equal(thrown.statusCode, status);
    return true;
  };
}

async function aborts(provider: OpenAICompatibleProvider, vendor: Vendor, gateway: ClientGateway): Promise<void> {
  const upstream = gateway.upstreamOf(vendor);
  const index = upstream.requests.length;
  const leaving = new AbortController();
  const answer = streamText({
    model: provider(chatModelOf(vendor)),
    prompt: PROMPT.endless,
    abortSignal: leaving.signal,
    ...NO_RETRIES,
  });
  for await (const piece of answer.textStream) if (piece !== '') leaving.abort();
  assert.equal((await upstream.requestClosed(index)).closedBy, 'client');
}
