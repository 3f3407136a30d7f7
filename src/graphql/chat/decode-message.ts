/** One message of a ChatInput in our own words. What a role cannot say is reported, not dropped. */
import type { ContentPart, Message, TextPart } from '#core/chat/request.ts';
import type { Report } from '#graphql/chat/decode-chat.ts';
import type { ContentPartInputShape, MessageInputShape } from '#graphql/chat/message-input.ts';

export function decodeMessage(message: MessageInputShape, path: readonly string[], report: Report): Message {
  refuseMisplaced(message, path, report);
  const { role, toolCallId, toolCalls } = message;
  const name = message.name == null ? {} : { name: message.name };
  switch (role) {
    case 'system':
    case 'developer':
      return { role, content: textOnly(message, path, report), ...name };
    case 'user':
      return { role, content: contentOf(message, path, report), ...name };
    case 'assistant':
      return {
        role,
        content: textOnly(message, path, report),
        reasoning: [],
        toolCalls: (toolCalls ?? []).map((call) => ({ id: call.id, name: call.name, input: call.arguments })),
        ...name,
      };
    case 'tool':
      if (toolCallId == null)
        report([...path, 'toolCallId'], 'A message of role TOOL names the call it answers.', 'required');
      return { role, toolCallId: toolCallId ?? '', content: contentOf(message, path, report) };
    default:
      return role satisfies never;
  }
}

function refuseMisplaced(
  { role, toolCalls, toolCallId, name }: MessageInputShape,
  path: readonly string[],
  report: Report,
): void {
  if (toolCalls != null && role !== 'assistant')
    report([...path, 'toolCalls'], 'Only role ASSISTANT has tool calls.', 'not_allowed');
  if (toolCallId != null && role !== 'tool')
    report([...path, 'toolCallId'], 'Only role TOOL answers a tool call.', 'not_allowed');
  if (name != null && role === 'tool')
    report([...path, 'name'], 'Role TOOL has no name; its toolCallId says enough.', 'not_allowed');
}

function textOnly(message: MessageInputShape, path: readonly string[], report: Report): readonly TextPart[] {
  return contentOf(message, path, report).filter((part, index) => {
    if (part.type === 'text') return true;
    report([...path, 'parts', String(index)], `Role ${message.role.toUpperCase()} takes text only.`, 'not_allowed');
    return false;
  }) as readonly TextPart[]; // The filter has just let only these through.
}

function contentOf(
  { role, content, parts, toolCalls }: MessageInputShape,
  path: readonly string[],
  report: Report,
): readonly ContentPart[] {
  if (content != null && parts != null) report([...path, 'parts'], 'Use either content or parts.', 'not_allowed');
  if (parts != null) return parts.map(partOf);
  if (content != null) return [{ type: 'text', text: content }];
  if (role !== 'assistant' || toolCalls == null) report([...path, 'content'], 'Needs content or parts.', 'required');
  return [];
}

function partOf({ text, imageUrl, data }: ContentPartInputShape): ContentPart {
  if (imageUrl != null) return { type: 'image', source: { type: 'url', url: imageUrl } };
  if (data == null) return { type: 'text', text: text ?? '' };
  const { mimeType, base64, filename } = data;
  const [kind, subtype = ''] = mimeType.toLowerCase().split('/');
  if (kind === 'audio') return { type: 'audio', format: AUDIO_FORMATS[subtype] ?? subtype, base64 };
  const source = { type: 'base64', mediaType: mimeType, base64 } as const;
  if (kind === 'image') return { type: 'image', source };
  return { type: 'file', source, ...(filename != null && { filename }) };
}

/** Where a container's short name is not the subtype of its MIME type. */
const AUDIO_FORMATS: Readonly<Record<string, string>> = { mpeg: 'mp3', 'x-wav': 'wav', wave: 'wav', 'vnd.wave': 'wav' };
