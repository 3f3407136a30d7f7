/** Any answer that our own words can say, for properties that must hold for all of them. */
import fc from 'fast-check';
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const count = fc.nat(1_000_000);
const object = fc.dictionary(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
  {
    maxKeys: 3,
  },
);

const usage = fc.record(
  {
    inputTokens: count,
    cachedInputTokens: count,
    cacheWriteTokens: count,
    outputTokens: count,
    reasoningTokens: count,
    estimated: fc.boolean(),
  },
  { requiredKeys: ['estimated'] },
);

const choice = fc
  .record({
    text,
    refusal: text,
    reasoning: fc.array(fc.record({ text, signature: text, sealed: text, id: text }, { requiredKeys: ['text'] }), {
      maxLength: 3,
    }),
    toolCalls: fc.array(
      fc.record(
        { id: text, name: text, input: text, signature: text, extra: object },
        { requiredKeys: ['id', 'name', 'input'] },
      ),
      { maxLength: 3 },
    ),
    blocks: fc.array(fc.record({ vendor: text, value: object, at: fc.nat(12) }), { maxLength: 3 }),
    finishReason: fc.record({
      unified: fc.constantFrom('stop', 'length', 'tool-calls', 'content-filter', 'other'),
      raw: fc.option(text),
    }),
  })
  .map(({ blocks, ...rest }) => ({
    ...rest,
    ...(blocks.length > 0 && {
      vendorBlocks: blocks
        .map((block) => ({ ...block, at: Math.min(block.at, rest.text.length) }))
        .toSorted((one, other) => one.at - other.at),
    }),
  }));

const extra = fc.record(
  {
    citations: fc.array(text, { maxLength: 2 }),
    choices: fc.array(fc.record({ index: fc.nat(2), logprobs: object, message: fc.record({ annotations: object }) }), {
      maxLength: 2,
    }),
    x_of_this_vendor: object,
  },
  { requiredKeys: [] },
);

/** As it comes out of JSON: no -0, no undefined, no object without a prototype. */
export const anyChatResult: fc.Arbitrary<ChatResult> = fc
  .record(
    {
      id: text,
      model: text,
      choices: fc.array(choice as fc.Arbitrary<ChatChoice>, { minLength: 1, maxLength: 3 }),
      usage: usage as fc.Arbitrary<Usage>,
      warnings: fc.array(fc.record({ setting: text, message: text }), { maxLength: 2 }),
      extra: extra as fc.Arbitrary<JsonObject>,
    },
    { requiredKeys: ['id', 'model', 'choices', 'usage', 'warnings'] },
  )
  .map((result) => JSON.parse(JSON.stringify(result)) as ChatResult);
