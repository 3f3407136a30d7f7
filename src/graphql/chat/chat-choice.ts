/** One answer of a model with its message, as types. */
import type { ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import type { ChatChoice, FinishReason, PlacedVendorBlock } from '#core/chat/result.ts';
import { type Json, parseJson } from '#core/json.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { MessageRole } from '#graphql/chat/message-input.ts';
import { enumOf } from '#graphql/enum.ts';

export const FinishReasonEnum = enumOf<FinishReason['unified']>('FinishReason', {
  description: 'Why generation ended.',
  subGraphs: PUBLIC,
  members: {
    stop: 'Natural end or stop string.',
    length: 'Token limit.',
    'tool-calls': 'Tool calls were made.',
    'content-filter': 'The provider filtered the content.',
    other: 'Something else.',
  },
});

const ToolCallType = builder.objectRef<ToolCall>('ToolCall').implement({
  description: 'A request of the model to call a function.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id to answer with.' }),
    name: t.exposeString('name', { description: 'Function name.' }),
    arguments: t.exposeString('input', { description: 'Arguments as the model wrote them; may be invalid JSON.' }),
    argumentsJson: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The arguments parsed, or null when they are not valid JSON.',
      resolve: ({ input }) => parseJson(input) ?? null,
    }),
    signature: t.string({
      nullable: true,
      description: "The provider's proof of the reasoning before the call; send it back with the call.",
      resolve: ({ signature }) => signature ?? null,
    }),
    extra: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the provider said of the call besides; send it back with the call.',
      resolve: ({ extra }) => extra ?? null,
    }),
  }),
});

const ReasoningBlockType = builder.objectRef<ReasoningBlock>('ReasoningBlock').implement({
  description: 'A block of reasoning. Send it back as it came, in `reasoning` of the message.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What is visible; empty where nothing is.' }),
    signature: t.string({
      nullable: true,
      description: "The provider's proof that it wrote it.",
      resolve: ({ signature }) => signature ?? null,
    }),
    sealed: t.string({
      nullable: true,
      description: 'What the provider shows in sealed form only.',
      resolve: ({ sealed }) => sealed ?? null,
    }),
    id: t.string({
      nullable: true,
      description: "The provider's id of the block.",
      resolve: ({ id }) => id ?? null,
    }),
  }),
});

const VendorBlockType = builder.objectRef<PlacedVendorBlock>('VendorBlock').implement({
  description:
    'What only one vendor has a form for, word for word: a search that it made itself, say. Send it back as part `vendor` at its place.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    vendor: t.exposeString('vendor', { description: 'The wire it is written for, such as anthropic.' }),
    value: t.field({ type: 'JSON', description: 'The block.', resolve: ({ value }) => value }),
    at: t.exposeInt('at', { description: 'How many UTF-16 units of the content come before it.' }),
  }),
});

const ChatMessage = builder.objectRef<ChatChoice>('ChatMessage').implement({
  description: 'A message of the model.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    role: t.field({ type: MessageRole, description: 'Always ASSISTANT.', resolve: () => 'assistant' as const }),
    content: t.string({ nullable: true, description: 'Text, if any.', resolve: ({ text }) => text || null }),
    refusal: t.string({
      nullable: true,
      description: 'Refusal text of the model, if it refused.',
      resolve: ({ refusal }) => refusal || null,
    }),
    reasoning: t.string({
      nullable: true,
      description: 'Visible reasoning, where the provider returns some; a blank line stands between its blocks.',
      resolve: ({ reasoning }) =>
        reasoning
          .map(({ text }) => text)
          .filter((text) => text !== '')
          .join('\n\n') || null,
    }),
    reasoningBlocks: t.field({
      type: [ReasoningBlockType],
      description: 'The same block by block, with what has to go back to the provider in the next turn.',
      resolve: ({ reasoning }) => [...reasoning],
    }),
    toolCalls: t.field({
      type: [ToolCallType],
      description: 'Tool calls, if any.',
      resolve: ({ toolCalls }) => [...toolCalls],
    }),
    vendorBlocks: t.field({
      type: [VendorBlockType],
      description: 'What only one vendor has a form for, in order.',
      resolve: ({ vendorBlocks = [] }) => [...vendorBlocks],
    }),
  }),
});

export interface PlacedChoice {
  readonly index: number;
  readonly choice: ChatChoice;
  readonly logprobs: Json;
}

export const ChatChoiceType = builder.objectRef<PlacedChoice>('ChatChoice').implement({
  description: 'One answer.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Position, from 0.' }),
    message: t.field({ type: ChatMessage, description: 'The message.', resolve: ({ choice }) => choice }),
    finishReason: t.field({
      type: FinishReasonEnum,
      description: 'Why the model stopped.',
      resolve: ({ choice }) => choice.finishReason.unified,
    }),
    providerFinishReason: t.string({
      nullable: true,
      description: "The provider's own word for it.",
      resolve: ({ choice }) => choice.finishReason.raw,
    }),
    logprobs: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Probabilities of its tokens as the OpenAI wire has them; ask with `extra: { logprobs: true }`.',
      resolve: ({ logprobs }) => logprobs,
    }),
  }),
});
