/**
 * Writes the conversation as Converse has it: two roles that take turns, so that answers of tools and what a user says
 * beside them become one message.
 */
import type {
  AssistantMessage,
  ChatRequest,
  Message,
  ReasoningBlock,
  ToolCall,
  ToolMessage,
} from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { type JsonObject, parseJson } from '#core/json.ts';
import { type ContentEncoder, cachePointOf, createContentEncoder } from '#providers/bedrock/encode-content.ts';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: JsonObject[];
}

export function encodeMessages({ messages }: ChatRequest, warnings: ChatWarning[]): readonly JsonObject[] {
  const encoder = createContentEncoder(warnings);
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'system' || message.role === 'developer') continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content = [...encodeMessage(message, `messages.${index}`, encoder, warnings), ...cachePointOf(message)];
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns.map(({ role, content }) => ({ role, content: withoutBlanks(content) }));
}

function encodeMessage(
  message: Message,
  place: string,
  encoder: ContentEncoder,
  warnings: ChatWarning[],
): readonly JsonObject[] {
  switch (message.role) {
    // They stand apart from the conversation.
    case 'system':
    case 'developer':
      return [];
    case 'user':
      return encoder.encode(message.content, `${place}.content`);
    case 'tool':
      return [encodeToolResult(message, place, encoder)];
    case 'assistant':
      return encodeAssistant(message, place, encoder, warnings);
    default:
      return message satisfies never;
  }
}

function encodeToolResult(message: ToolMessage, place: string, encoder: ContentEncoder): JsonObject {
  const { toolCallId: toolUseId, content, extra = {} } = message;
  const failed = extra.is_error === true;
  return {
    toolResult: {
      toolUseId,
      content: encoder.encode(content, `${place}.content`),
      ...(failed && { status: 'error' }),
    },
  };
}

function encodeAssistant(
  { content, refusal = '', reasoning, toolCalls }: AssistantMessage,
  place: string,
  encoder: ContentEncoder,
  warnings: ChatWarning[],
): readonly JsonObject[] {
  return [
    ...reasoning.flatMap((block, index) => encodeReasoningBlock(block, `${place}.reasoning.${index}`, warnings)),
    ...encoder.encode(content, `${place}.content`),
    ...(refusal === '' ? [] : [{ text: refusal }]),
    ...toolCalls.flatMap((call, index) => [encodeToolCall(call, `${place}.toolCalls.${index}`), ...cachePointOf(call)]),
  ];
}

function encodeReasoningBlock(
  { text, signature, sealed }: ReasoningBlock,
  place: string,
  warnings: ChatWarning[],
): readonly JsonObject[] {
  const reasoningText = { text, ...(signature !== undefined && { signature }) };
  const open = text === '' && signature === undefined ? [] : [{ reasoningContent: { reasoningText } }];
  const closed = sealed === undefined ? [] : [{ reasoningContent: { redactedContent: sealed } }];
  const blocks = [...open, ...closed];
  if (blocks.length === 0) warnings.push({ setting: place, message: 'Reasoning without a text was left out.' });
  return blocks;
}

/** Converse wants the arguments as JSON, not as its text. */
function encodeToolCall({ id, name, input }: ToolCall, place: string): JsonObject {
  const parsed = input.trim() === '' ? {} : parseJson(input);
  if (parsed === undefined)
    throw new GatewayError('PROVIDER_REJECTED', {
      message: `${place}.input: Bedrock takes no arguments that are not JSON.`,
    });
  return { toolUse: { toolUseId: id, name, input: parsed } };
}

/** Converse refuses a text of nothing, and nothing is lost by leaving it out beside others. */
function withoutBlanks(content: readonly JsonObject[]): readonly JsonObject[] {
  const said = content.filter(({ text }) => text !== '');
  return said.length === 0 ? content : said;
}
