/** Writes a conversation: instructions at its head apart, answers of tools as a turn of the user. */
import type {
  AssistantMessage,
  InstructionMessage,
  Message,
  ReasoningBlock,
  ToolCall,
  ToolMessage,
  UserMessage,
} from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import { cacheControl, encodeContent, FILES_BETA } from '#providers/anthropic/encode-content.ts';
import { listOf, objectOf } from '#providers/wire/json-readers.ts';

export interface EncodedMessages {
  readonly system: readonly JsonObject[];
  readonly messages: readonly JsonObject[];
  /** Beta features that the content needs. */
  readonly betas: readonly string[];
}

interface Turn {
  readonly role: string;
  content: JsonObject[];
}

export function encodeMessages(given: readonly Message[], warnings: ChatWarning[]): EncodedMessages {
  const headEnd = given.findIndex(({ role }) => role !== 'system' && role !== 'developer');
  const head = (headEnd === -1 ? given : given.slice(0, headEnd)) as readonly InstructionMessage[];
  const rest = headEnd === -1 ? [] : given.slice(headEnd);
  const turns: Turn[] = [];
  for (const [index, message] of rest.entries()) {
    const { role, content } = encodeMessage(message, `messages.${index + head.length}`, warnings);
    const last = turns.at(-1);
    // All answers to the calls of one turn have to stand in one message, and an answer goes on where it thinks again.
    if (last?.role === role && role !== 'system') last.content.push(...content);
    else if (content.length > 0) turns.push({ role, content });
  }
  const system = head.flatMap((message, index) => {
    const blocks = encodeContent(message.content, `messages.${index}.content`, warnings);
    return withHint(blocks, message);
  });
  return { system, messages: turns.map(({ role, content }) => ({ role, content })), betas: betasOf(given) };
}

function betasOf(messages: readonly Message[]): readonly string[] {
  const hasFile = messages.some(({ content }) =>
    content.some((part) => part.type === 'file' && part.source.type === 'id'),
  );
  return hasFile ? [FILES_BETA] : [];
}

function encodeMessage(message: Message, place: string, warnings: ChatWarning[]): Turn {
  switch (message.role) {
    // https://platform.claude.com/docs/build-with-claude/mid-conversation-system-messages
    case 'system':
    case 'developer':
      return {
        role: 'system',
        content: withHint(encodeContent(message.content, `${place}.content`, warnings), message),
      };
    case 'user': {
      const late = lateSystem(message);
      if (late) return late;
      return { role: 'user', content: withHint(encodeContent(message.content, `${place}.content`, warnings), message) };
    }
    case 'tool':
      return { role: 'user', content: [encodeToolResult(message, place, warnings)] };
    case 'assistant':
      return { role: 'assistant', content: withHint(encodeAssistant(message, place, warnings), message) };
    default:
      return message satisfies never;
  }
}

/** A message of instructions that only Anthropic has a form for stands as one part in the place of a turn. */
function lateSystem({ content: [first] }: UserMessage): Turn | undefined {
  if (first?.type !== 'vendor' || first.vendor !== 'anthropic' || first.value.type !== 'system_message')
    return undefined;
  return { role: 'system', content: listOf(first.value.content).map(objectOf) };
}

/** A hint on the message is one on its last block. */
function withHint(blocks: JsonObject[], message: Message): JsonObject[] {
  const last = blocks.at(-1);
  if (!message.cacheHint || !last) return blocks;
  return blocks.with(-1, { ...last, ...cacheControl(message) });
}

function encodeToolResult(message: ToolMessage, place: string, warnings: ChatWarning[]): JsonObject {
  const { toolCallId, content, extra = {} } = message;
  const { is_error: isError, ...others } = extra;
  for (const setting of Object.keys(others))
    warnings.push({ setting, message: 'Anthropic has no such field of an answer; it was left out.' });
  return {
    type: 'tool_result',
    tool_use_id: toolCallId,
    content: encodeContent(content, `${place}.content`, warnings),
    ...(isError !== undefined && { is_error: isError }),
    ...cacheControl(message),
  };
}

/** Thinking first: Anthropic wants it where it was. */
function encodeAssistant(message: AssistantMessage, place: string, warnings: ChatWarning[]): JsonObject[] {
  const { content, refusal = '', reasoning, toolCalls } = message;
  const said = encodeContent(content, `${place}.content`, warnings);
  return [
    ...reasoning.flatMap((block) => encodeThought(block, place, warnings)),
    ...said,
    ...(refusal === '' ? [] : [{ type: 'text', text: refusal }]),
    ...toolCalls.map((call) => encodeCall(call, `${place}.toolCalls`)),
  ];
}

/** Thinking goes back with its proof only; without one Anthropic would refuse the whole call. */
function encodeThought(
  { text, signature, sealed }: ReasoningBlock,
  place: string,
  warnings: ChatWarning[],
): JsonObject[] {
  if (signature !== undefined) return [{ type: 'thinking', thinking: text, signature }];
  if (sealed !== undefined) return [{ type: 'redacted_thinking', data: sealed }];
  warnings.push({ setting: `${place}.reasoning`, message: 'Thinking without a signature of Anthropic was left out.' });
  return [];
}

function encodeCall(call: ToolCall, place: string): JsonObject {
  const { id, name, input } = call;
  const parsed: Json | undefined = input.trim() === '' ? {} : parseJson(input);
  if (!isJsonObject(parsed))
    throw new GatewayError('PROVIDER_REJECTED', {
      message: `${place}: Anthropic takes the arguments of a call as a JSON object, and those of ${name} are none.`,
    });
  const caller = call.extra?.caller;
  return { type: 'tool_use', id, name, input: parsed, ...(caller !== undefined && { caller }), ...cacheControl(call) };
}
