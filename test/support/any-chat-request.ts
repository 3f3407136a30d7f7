/** Any request that our own words can say, for properties that must hold for all of them. */
import fc from 'fast-check';
import {
  type CacheHint,
  type ChatRequest,
  type ContentPart,
  type Extensible,
  type Message,
  REASONING_EFFORTS,
  type ToolCall,
  type VendorBlock,
} from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

/** Makes each of these fields present or absent, never undefined. */
const maybe = <Shape extends object>(fields: { [Key in keyof Shape]-?: fc.Arbitrary<NonNullable<Shape[Key]>> }) =>
  fc.record(fields as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }) as unknown as fc.Arbitrary<
    Partial<Shape>
  >;

const merged = <One extends object, Other extends object>(one: fc.Arbitrary<One>, other: fc.Arbitrary<Other>) =>
  fc.tuple(one, other).map(([first, second]): One & Other => ({ ...first, ...second }));

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const name = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 });
const base64 = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const url = fc.webUrl();
/** As it comes out of JSON: no -0, no undefined. */
const object = fc
  .dictionary(name, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);

const besides = maybe<Extensible>({
  extra: object,
  cacheHint: maybe<CacheHint>({ ttl: fc.constantFrom('5m', '1h') }),
});
const vendorBlock: fc.Arbitrary<VendorBlock> = fc.record({ vendor: name, value: object });

const inline = fc.record({
  type: fc.constant('base64' as const),
  mediaType: fc.constantFrom('image/png', 'application/pdf', 'x/y'),
  base64,
});
const source = fc.oneof(inline, fc.record({ type: fc.constant('url' as const), url }));

const textPart = merged(fc.record({ type: fc.constant('text' as const), text }), besides);
const vendorPart = merged(
  vendorBlock.map((block) => ({ type: 'vendor' as const, ...block })),
  besides,
);
const imagePart = merged(
  merged(fc.record({ type: fc.constant('image' as const), source }), besides),
  maybe<{ detail?: 'auto' | 'low' | 'high' }>({ detail: fc.constantFrom('auto', 'low', 'high') }),
);
const audioPart = merged(fc.record({ type: fc.constant('audio' as const), format: name, base64 }), besides);
const filePart = merged(
  merged(
    fc.record({
      type: fc.constant('file' as const),
      source: fc.oneof(source, fc.record({ type: fc.constant('id' as const), id: name })),
    }),
    besides,
  ),
  maybe<{ filename?: string }>({ filename: text }),
);
const part: fc.Arbitrary<ContentPart> = fc.oneof(textPart, imagePart, audioPart, filePart, vendorPart);
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });

const toolCall: fc.Arbitrary<ToolCall> = merged(
  merged(fc.record({ id: name, name, input: text }), besides),
  maybe<{ signature?: string }>({ signature: text }),
);
const reasoningBlock = merged(
  fc.record({ text }),
  maybe<{ signature?: string; sealed?: string; id?: string }>({ signature: text, sealed: text, id: text }),
);

const speaker = maybe<{ name?: string }>({ name: text });
const message: fc.Arbitrary<Message> = merged(
  fc.oneof(
    merged(
      fc.record({ role: fc.constantFrom('system' as const, 'developer' as const), content: few(textPart) }),
      speaker,
    ),
    merged(fc.record({ role: fc.constant('user' as const), content: few(part) }), speaker),
    merged(
      merged(
        fc.record({
          role: fc.constant('assistant' as const),
          content: few(fc.oneof(textPart, vendorPart)),
          reasoning: few(reasoningBlock),
          toolCalls: few(toolCall),
        }),
        maybe<{ refusal?: string }>({ refusal: text }),
      ),
      speaker,
    ),
    fc.record({ role: fc.constant('tool' as const), toolCallId: name, content: few(part) }),
  ),
  besides,
);

const tool = merged(
  merged(fc.record({ name, inputSchema: object }), besides),
  maybe<{ description?: string; strict?: boolean }>({ description: text, strict: fc.boolean() }),
);

const responseFormat = fc.oneof(
  fc.constant({ type: 'text' as const }),
  fc.constant({ type: 'json' as const }),
  merged(
    fc.record({ type: fc.constant('json-schema' as const), name, schema: object }),
    maybe<{ description?: string; strict?: boolean }>({ description: text, strict: fc.boolean() }),
  ),
);

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const sampling = maybe<ChatRequest['sampling']>({
  maxOutputTokens: fc.integer({ min: 1 }),
  temperature: within(0, 2),
  topP: within(0, 1),
  topK: fc.integer(),
  presencePenalty: within(-2, 2),
  frequencyPenalty: within(-2, 2),
  stop: fc.array(text, { minLength: 1, maxLength: 3 }),
  seed: fc.maxSafeInteger(),
});

/** Says something: what says nothing is the same as its absence. */
const reasoning = maybe<NonNullable<ChatRequest['reasoning']>>({
  effort: fc.constantFrom(...REASONING_EFFORTS),
  budgetTokens: fc.integer({ min: 0 }),
  summary: fc.constantFrom('none', 'auto', 'concise', 'detailed'),
}).filter((asked) => Object.keys(asked).length > 0);

type Optional = Pick<
  ChatRequest,
  'vendorTools' | 'parallelToolCalls' | 'reasoning' | 'endUser' | 'providerOptions' | 'strict'
>;

const needed = fc.array(tool, { maxLength: 3 }).chain((tools) =>
  fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 5 }),
    tools: fc.constant(tools),
    toolChoice: fc.oneof(
      fc.constantFrom('auto' as const, 'none' as const, 'required' as const),
      ...tools.map((one) => fc.constant({ name: one.name })),
    ),
    responseFormat,
    sampling,
    choiceCount: fc.integer({ min: 1, max: 128 }),
    metadata: fc.dictionary(name, text, { maxKeys: 16 }).map((pairs) => ({ ...pairs })),
    extra: object,
  }),
);

export const anyChatRequest: fc.Arbitrary<ChatRequest> = merged(
  needed,
  maybe<Optional>({
    vendorTools: few(vendorBlock),
    parallelToolCalls: fc.boolean(),
    reasoning,
    endUser: text,
    providerOptions: fc.dictionary(name, object, { maxKeys: 3 }).map((options) => ({ ...options })),
    strict: fc.constant(true),
  }),
);
