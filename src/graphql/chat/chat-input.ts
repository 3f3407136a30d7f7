/** Input types of a chat request besides its messages. */
import type { REASONING_EFFORTS } from '#core/chat/request.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { MessageInput } from '#graphql/chat/message-input.ts';
import { enumOf } from '#graphql/enum.ts';

const ToolInput = builder.inputType('ToolInput', {
  description: 'A function the model may call.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    name: t.string({ required: true, description: 'Function name.' }),
    description: t.string({ description: 'What it does.' }),
    parameters: t.field({ type: 'JSON', required: true, description: 'JSON Schema of the arguments, an object.' }),
    strict: t.boolean({ description: 'Ask the provider to follow the schema strictly.' }),
  }),
});

const ToolChoiceMode = enumOf('ToolChoiceMode', {
  description: 'Whether the model may call tools.',
  subGraphs: PUBLIC,
  members: { auto: 'The model decides.', none: 'No tools.', required: 'At least one tool.' },
});

const ToolChoiceInput = builder.inputType('ToolChoiceInput', {
  description: 'How tools may be used; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    mode: t.field({ type: ToolChoiceMode, description: 'AUTO, NONE or REQUIRED.' }),
    function: t.string({ description: 'Only this function.' }),
  }),
});

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

const ReasoningEffort = enumOf<(typeof REASONING_EFFORTS)[number]>('ReasoningEffort', {
  description: 'Amount of reasoning. What a model cannot do comes back as a warning.',
  subGraphs: PUBLIC,
  members: {
    none: 'None.',
    minimal: 'As little as can be.',
    low: 'Little.',
    medium: 'Some.',
    high: 'Much.',
    xhigh: 'As much as can be.',
  },
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
    presencePenalty: t.float({ description: 'Discourages what was said already, -2 to 2.' }),
    frequencyPenalty: t.float({ description: 'Discourages what was said often, -2 to 2.' }),
    stop: t.stringList({ description: 'Strings that end the answer.' }),
    seed: t.field({ type: 'SafeInt', description: 'Seed, where supported.' }),
    tools: t.field({ type: [ToolInput], description: 'Functions the model may call.' }),
    toolChoice: t.field({ type: ToolChoiceInput, description: 'How tools may be used.' }),
    parallelToolCalls: t.boolean({ description: 'False forbids several tool calls in one answer.' }),
    responseFormat: t.field({ type: ResponseFormatInput, description: 'Shape of the answer.' }),
    reasoningEffort: t.field({ type: ReasoningEffort, description: 'How much reasoning to ask for.' }),
    choiceCount: t.int({ defaultValue: 1, description: 'Number of alternative answers, at most 8.' }),
    endUser: t.string({ description: 'End user of your application.' }),
    tags: t.field({ type: [TagInput], description: 'Up to 16 labels, handed to the provider where it takes some.' }),
    timeout: t.field({ type: 'Duration', description: 'Deadline of the whole call, attempts included.' }),
    strict: t.boolean({
      defaultValue: false,
      description: 'Refuse the call where a target cannot take one of its settings, rather than warn.',
    }),
    extra: t.field({
      type: 'JSON',
      description: 'Parameters of the provider that this API has no word for, an object.',
    }),
  }),
});

export type ChatInputShape = typeof ChatInput.$inferInput;
