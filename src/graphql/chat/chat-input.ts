/** Input types of a chat request besides its messages. */
import { builder, PUBLIC } from '#graphql/builder.ts';
import { VendorBlockInput } from '#graphql/chat/extensible-input.ts';
import { MessageInput } from '#graphql/chat/message-input.ts';
import { ReasoningInput } from '#graphql/chat/reasoning-input.ts';
import { ToolChoiceInput, ToolInput } from '#graphql/chat/tool-input.ts';

const ResponseFormatKind = builder.enumType('ResponseFormatKind', {
  description: 'Plain answer formats.',
  subGraphs: PUBLIC,
  values: {
    TEXT: { value: 'text', description: 'Free text.' },
    JSON_OBJECT: { value: 'json', description: 'A JSON object.' },
  } as const,
});

const JsonSchemaFormatInput = builder.inputType('JsonSchemaFormatInput', {
  description: 'Structured output.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name of the schema.' }),
    description: t.string({ description: 'What the answer is for.' }),
    schema: t.field({ type: 'JSON', required: true, description: 'The JSON Schema, an object.' }),
    strict: t.boolean({ defaultValue: true, description: 'Ask the provider to follow it strictly.' }),
  }),
});

const ResponseFormatInput = builder.inputType('ResponseFormatInput', {
  description: 'Shape of the answer; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    kind: t.field({ type: ResponseFormatKind, description: 'Free text (TEXT) or any JSON object (JSON_OBJECT).' }),
    jsonSchema: t.field({ type: JsonSchemaFormatInput, description: 'JSON that follows a schema.' }),
  }),
});

export const TagInput = builder.inputType('TagInput', {
  description: 'A label.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    key: t.string({ required: true, description: 'Name.' }),
    value: t.string({ required: true, description: 'Value.' }),
  }),
});

export const ChatInput = builder.inputType('ChatInput', {
  description: 'A chat request.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    model: t.string({ description: "Model name as this gateway exposes it. Omit to use the route's default." }),
    route: t.string({
      description: 'Name of the route to run through. A caller without a key needs one that is open to everybody.',
    }),
    messages: t.field({ type: [MessageInput], required: true, description: 'The conversation so far.' }),
    maxOutputTokens: t.int({ description: 'Upper bound of generated tokens, including reasoning.' }),
    temperature: t.float({ description: 'Randomness, 0 to 2.' }),
    topP: t.float({ description: 'Nucleus sampling, 0 to 1.' }),
    topK: t.int({ description: 'Only so many of the likeliest tokens, where supported.' }),
    presencePenalty: t.float({ description: 'Discourages what was said already, -2 to 2.' }),
    frequencyPenalty: t.float({ description: 'Discourages what was said often, -2 to 2.' }),
    stop: t.stringList({ description: 'Strings that end the answer.' }),
    seed: t.field({ type: 'SafeInt', description: 'Seed, where supported.' }),
    tools: t.field({ type: [ToolInput], description: 'Functions the model may call.' }),
    vendorTools: t.field({
      type: [VendorBlockInput],
      description: 'Tools that a provider runs itself, such as its web search; other providers warn.',
    }),
    toolChoice: t.field({ type: ToolChoiceInput, description: 'How tools may be used.' }),
    parallelToolCalls: t.boolean({ description: 'False forbids several tool calls in one answer.' }),
    responseFormat: t.field({ type: ResponseFormatInput, description: 'Shape of the answer.' }),
    reasoning: t.field({ type: ReasoningInput, description: 'How much the model is to think.' }),
    choiceCount: t.int({ defaultValue: 1, description: 'Number of alternative answers, at most 128.' }),
    endUser: t.string({ description: 'End user of your application.' }),
    tags: t.field({ type: [TagInput], description: 'Up to 16 labels, handed to the provider where it takes some.' }),
    timeout: t.field({ type: 'Duration', description: 'Deadline of the whole call, attempts included.' }),
    strict: t.boolean({
      defaultValue: false,
      description: 'Refuse the call where a target cannot take one of its settings, rather than warn.',
    }),
    extra: t.field({
      type: 'JSON',
      description: 'Parameters of the OpenAI wire that this API has no word for, an object; other providers warn.',
    }),
    providerOptions: t.field({
      type: 'JSON',
      description:
        'Parameters for one kind of provider alone, by its id: {"anthropic": {…}, "gemini": {…}}. Only the one that answers gets its part.',
    }),
  }),
});

export type ChatInputShape = typeof ChatInput.$inferInput;
