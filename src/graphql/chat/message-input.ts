/** Input types of a conversation. */
import { builder, PUBLIC } from '#graphql/builder.ts';
import { ContentPartInput } from '#graphql/chat/content-part-input.ts';
import { besidesFields } from '#graphql/chat/extensible-input.ts';
import { enumOf } from '#graphql/enum.ts';

export const MessageRole = enumOf('MessageRole', {
  description: 'Who speaks in a message.',
  subGraphs: PUBLIC,
  members: {
    system: 'Instructions of the application.',
    developer: 'Instructions with priority over user messages (newer models).',
    user: 'The person.',
    assistant: 'The model.',
    tool: 'Result of a tool.',
  },
});

const ReasoningBlockInput = builder.inputType('ReasoningBlockInput', {
  description: 'A block of reasoning from an earlier assistant turn, sent back as it came.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    text: t.string({ required: true, description: 'What was visible; empty where nothing was.' }),
    signature: t.string({ description: "The provider's proof that it wrote it." }),
    sealed: t.string({ description: 'What the provider showed in sealed form only.' }),
    id: t.string({ description: "The provider's id of the block." }),
  }),
});

const ToolCallInput = builder.inputType('ToolCallInput', {
  description: 'A tool call from an earlier assistant turn.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.id({ required: true, description: 'Id given by the model.' }),
    name: t.string({ required: true, description: 'Function name.' }),
    arguments: t.string({
      required: true,
      description: 'Arguments as a JSON string, exactly as the model wrote them.',
    }),
    signature: t.string({ description: "The provider's proof of the reasoning before the call." }),
    ...besidesFields(t),
  }),
});

export const MessageInput = builder.inputType('MessageInput', {
  description: 'One message of a conversation.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    role: t.field({ type: MessageRole, required: true, description: 'Who speaks.' }),
    content: t.string({ description: 'Plain text. Use either content or parts.' }),
    parts: t.field({ type: [ContentPartInput], description: 'Text and other media. Use either content or parts.' }),
    refusal: t.string({ description: 'For role ASSISTANT: what the model said where it refused to answer.' }),
    reasoning: t.field({
      type: [ReasoningBlockInput],
      description: 'For role ASSISTANT: `reasoningBlocks` of an earlier turn. Some providers need them back.',
    }),
    toolCalls: t.field({ type: [ToolCallInput], description: 'Tool calls made by the assistant in an earlier turn.' }),
    toolCallId: t.id({ description: 'For role TOOL: the call this answers.' }),
    name: t.string({ description: 'Name of the speaker.' }),
    ...besidesFields(t),
  }),
});

export type MessageInputShape = typeof MessageInput.$inferInput;
