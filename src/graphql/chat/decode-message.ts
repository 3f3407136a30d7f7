/** One message of a ChatInput in our own words. What a role cannot say is reported, not dropped. */
import type { ContentPart, Message, ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import { decodeExtensible } from '#graphql/chat/decode-extensible.ts';
import { decodePart } from '#graphql/chat/decode-part.ts';
import type { MessageInputShape } from '#graphql/chat/message-input.ts';
import type { Report } from '#graphql/chat/report.ts';

export function decodeMessage(message: MessageInputShape, path: readonly string[], report: Report): Message {
  refuseMisplaced(message, path, report);
  const { role, toolCallId, refusal, reasoning, toolCalls } = message;
  const name = message.name == null ? {} : { name: message.name };
  const besides = decodeExtensible(message, path, report);
  switch (role) {
    case 'system':
    case 'developer':
      return { role, content: onlyTypes(['text'], message, path, report), ...name, ...besides };
    case 'user':
      return { role, content: contentOf(message, path, report), ...name, ...besides };
    case 'assistant':
      return {
        role,
        content: onlyTypes(['text', 'vendor'], message, path, report),
        ...(refusal != null && { refusal }),
        reasoning: (reasoning ?? []).map(decodeReasoning),
        toolCalls: (toolCalls ?? []).map((call, index) =>
          decodeToolCall(call, [...path, 'toolCalls', String(index)], report),
        ),
        ...name,
        ...besides,
      };
    case 'tool':
      if (toolCallId == null)
        report([...path, 'toolCallId'], 'A message of role TOOL names the call it answers.', 'required');
      return { role, toolCallId: toolCallId ?? '', content: contentOf(message, path, report), ...besides };
    default:
      return role satisfies never;
  }
}

function refuseMisplaced(message: MessageInputShape, path: readonly string[], report: Report): void {
  const { role, toolCallId, name } = message;
  for (const [field, what] of ANSWERS)
    if (message[field] != null && role !== 'assistant')
      report([...path, field], `Only role ASSISTANT has ${what}.`, 'not_allowed');
  if (toolCallId != null && role !== 'tool')
    report([...path, 'toolCallId'], 'Only role TOOL answers a tool call.', 'not_allowed');
  if (name != null && role === 'tool')
    report([...path, 'name'], 'Role TOOL has no name; its toolCallId says enough.', 'not_allowed');
}

/** What only a model says. */
const ANSWERS = [
  ['refusal', 'a refusal'],
  ['reasoning', 'reasoning'],
  ['toolCalls', 'tool calls'],
] as const;

type PartOf<Type> = Extract<ContentPart, { type: Type }>;

function onlyTypes<Type extends ContentPart['type']>(
  types: readonly Type[],
  message: MessageInputShape,
  path: readonly string[],
  report: Report,
): readonly PartOf<Type>[] {
  const isAllowed = (part: ContentPart): part is PartOf<Type> => (types as readonly string[]).includes(part.type);
  return contentOf(message, path, report).filter((part, index): part is PartOf<Type> => {
    if (isAllowed(part)) return true;
    const role = message.role.toUpperCase();
    report([...path, 'parts', String(index)], `Role ${role} takes ${types.join(' and ')} only.`, 'not_allowed');
    return false;
  });
}

function contentOf(message: MessageInputShape, path: readonly string[], report: Report): readonly ContentPart[] {
  const { content, parts } = message;
  if (content != null && parts != null) report([...path, 'parts'], 'Use either content or parts.', 'not_allowed');
  if (parts != null) return parts.map((part, index) => decodePart(part, [...path, 'parts', String(index)], report));
  if (content != null) return [{ type: 'text', text: content }];
  if (!ANSWERS.some(([field]) => message[field] != null))
    report([...path, 'content'], 'Needs content or parts.', 'required');
  return [];
}

function decodeReasoning({ text, ...proof }: NonNullable<MessageInputShape['reasoning']>[number]): ReasoningBlock {
  const { signature, sealed, id } = proof;
  return {
    text,
    ...(signature != null && { signature }),
    ...(sealed != null && { sealed }),
    ...(id != null && { id }),
  };
}

function decodeToolCall(
  call: NonNullable<MessageInputShape['toolCalls']>[number],
  path: readonly string[],
  report: Report,
): ToolCall {
  const { id, name, arguments: input, signature } = call;
  return {
    id,
    name,
    input,
    ...(signature != null && { signature }),
    ...decodeExtensible(call, path, report),
  };
}
