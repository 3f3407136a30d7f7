/** The messages of a request in our own words. What a role cannot say is reported, not dropped. */
import type { AssistantMessage, ContentPart, Message, TextPart, ToolCall } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodePart } from '#openai/decode-part.ts';

export function decodeMessages(reader: FieldReader): readonly Message[] {
  const { messages } = reader.value;
  if (messages == null) reader.report('messages', 'Is required.', 'required');
  else if (Array.isArray(messages) && messages.length === 0)
    reader.report('messages', 'Needs at least one message.', 'required');
  return reader.objects('messages').flatMap((message) => decodeMessage(message) ?? []);
}

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'audio',
  'content',
  'function_call',
  'name',
  'reasoning_content',
  'refusal',
  'role',
  'tool_call_id',
  'tool_calls',
]);

function decodeMessage(reader: FieldReader): Message | undefined {
  const role = reader.oneOf('role', ROLES);
  const name = reader.string('name');
  const others = reader.others(KNOWN_FIELDS);
  const named = { ...(name !== undefined && { name }), ...others };
  switch (role) {
    case 'system':
    case 'developer':
      return { role, content: textOnly(reader, neededContent(reader)), ...named };
    case 'user':
      return { role, content: neededContent(reader), ...named };
    case 'assistant':
      return { ...decodeAssistant(reader), ...named };
    case 'tool':
      return { role, toolCallId: reader.neededString('tool_call_id'), content: neededContent(reader), ...others };
    case undefined:
      if (!reader.has('role')) reader.report('role', 'Is required.', 'required');
      return undefined;
    default:
      return role satisfies never;
  }
}

function decodeAssistant(reader: FieldReader): AssistantMessage {
  for (const name of ['audio', 'function_call']) {
    if (reader.has(name)) reader.report(name, 'Is not supported in the history of a chat.', 'not_supported');
  }
  const { content, refusal } = decodeAnswer(reader);
  const reasoning = reader.string('reasoning_content');
  const toolCalls = reader.objects('tool_calls').map(decodeToolCall);
  if (!ANSWER_FIELDS.some((name) => reader.has(name))) {
    reader.report('content', 'Is required where there are no tool_calls.', 'required');
  }
  return {
    role: 'assistant',
    content,
    ...(refusal !== undefined && { refusal }),
    reasoning: reasoning === undefined ? [] : [{ text: reasoning }],
    toolCalls,
  };
}

const ANSWER_FIELDS = ['content', 'refusal', 'tool_calls', 'reasoning_content'] as const;

/** A refusal may stand in its own field or as a part of the content. */
function decodeAnswer(reader: FieldReader): { content: readonly TextPart[]; refusal: string | undefined } {
  const refusal = reader.string('refusal');
  if (!Array.isArray(reader.value.content)) return { content: textOnly(reader, decodeContent(reader)), refusal };
  const parts = reader.objects('content');
  const refusals = parts.filter(({ value }) => value.type === 'refusal').map((part) => part.neededString('refusal'));
  const content = parts.filter(({ value }) => value.type !== 'refusal').flatMap((part) => decodePart(part) ?? []);
  return { content: textOnly(reader, content), refusal: refusals.length > 0 ? refusals.join('') : refusal };
}

function decodeToolCall(reader: FieldReader): ToolCall {
  if (reader.has('type')) reader.oneOf('type', ['function']);
  const id = reader.neededString('id');
  const called = reader.inside('function');
  return { id, name: called.neededString('name'), input: called.neededString('arguments') };
}

function neededContent(reader: FieldReader): readonly ContentPart[] {
  if (!reader.has('content')) reader.report('content', 'Is required.', 'required');
  return decodeContent(reader);
}

function decodeContent(reader: FieldReader): readonly ContentPart[] {
  const content = reader.value.content ?? undefined;
  if (content === undefined) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (Array.isArray(content)) return reader.objects('content').flatMap((part) => decodePart(part) ?? []);
  reader.report('content', 'Must be a string or a list of parts.', 'invalid_type');
  return [];
}

function textOnly(reader: FieldReader, parts: readonly ContentPart[]): readonly TextPart[] {
  const texts = parts.filter((part) => part.type === 'text');
  if (texts.length < parts.length) reader.report('content', 'This role takes text only.', 'not_allowed');
  return texts;
}
