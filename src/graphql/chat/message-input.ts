/** Input types of a conversation. */
import { builder, PUBLIC } from '#graphql/builder.ts';
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

const InlineDataInput = builder.inputType('InlineDataInput', {
  description: 'Media bytes sent inline.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    mimeType: t.string({ required: true, description: 'MIME type.' }),
    base64: t.string({ required: true, description: 'Base64 of the bytes.' }),
    filename: t.string({ description: 'File name, where the provider uses one.' }),
  }),
});

const ContentPartInput = builder.inputType('ContentPartInput', {
  description: 'One part of a message; set exactly one field.',
  subGraphs: PUBLIC,
  isOneOf: true,
  fields: (t) => ({
    text: t.string({ description: 'Plain text.' }),
    imageUrl: t.field({ type: 'URL', description: 'Image by URL (fetched by the provider, never by the gateway).' }),
    data: t.field({ type: InlineDataInput, description: 'Media bytes.' }),
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
  }),
});

export const MessageInput = builder.inputType('MessageInput', {
  description: 'One message of a conversation.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    role: t.field({ type: MessageRole, required: true, description: 'Who speaks.' }),
    content: t.string({ description: 'Plain text. Use either content or parts.' }),
    parts: t.field({ type: [ContentPartInput], description: 'Text and other media. Use either content or parts.' }),
    toolCalls: t.field({ type: [ToolCallInput], description: 'Tool calls made by the assistant in an earlier turn.' }),
    toolCallId: t.id({ description: 'For role TOOL: the call this answers.' }),
    name: t.string({ description: 'Name of the speaker.' }),
  }),
});

export type MessageInputShape = typeof MessageInput.$inferInput;
export type ContentPartInputShape = typeof ContentPartInput.$inferInput;
