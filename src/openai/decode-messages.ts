/** The messages of a request in our own words. What a role cannot say is reported, not dropped. */
import type { Message } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodeAssistant } from '#openai/decode-assistant.ts';
import { neededContent, textOnly } from '#openai/decode-content.ts';

export function decodeMessages(reader: FieldReader): readonly Message[] {
  const { messages } = reader.value;
  if (messages == null) reader.report('messages', 'Is required.', 'required');
  else if (Array.isArray(messages) && messages.length === 0)
    reader.report('messages', 'Needs at least one message.', 'required');
  let legacyId = '';
  return reader.objects('messages').flatMap((message, index) => {
    if (message.has('function_call')) legacyId = `call_${index}`;
    return decodeMessage(message, legacyId) ?? [];
  });
}

/** `function` is what `tool` was called until 2023. */
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

const SPOKEN_FIELDS: ReadonlySet<string> = new Set(['content', 'name', 'role']);
const TOOL_FIELDS: ReadonlySet<string> = new Set(['content', 'role', 'tool_call_id']);
const ASSISTANT_FIELDS: ReadonlySet<string> = new Set([
  ...SPOKEN_FIELDS,
  'function_call',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
  'refusal',
  'tool_calls',
  'vendor_blocks',
]);

/** `legacyId`: of the last call that was made by `function_call`. */
function decodeMessage(reader: FieldReader, legacyId: string): Message | undefined {
  const role = reader.oneOf('role', ROLES);
  const name = reader.string('name');
  const named = name === undefined ? {} : { name };
  switch (role) {
    case 'system':
    case 'developer': {
      const content = textOnly(reader, neededContent(reader));
      return { role, content, ...named, ...decodeExtensible(reader, SPOKEN_FIELDS) };
    }
    case 'user':
      return { role, content: neededContent(reader), ...named, ...decodeExtensible(reader, SPOKEN_FIELDS) };
    case 'assistant':
      return { ...decodeAssistant(reader, legacyId), ...named, ...decodeExtensible(reader, ASSISTANT_FIELDS) };
    case 'tool': {
      const toolCallId = reader.neededString('tool_call_id');
      return { role, toolCallId, content: neededContent(reader), ...decodeExtensible(reader, TOOL_FIELDS) };
    }
    case 'function':
      return {
        role: 'tool',
        toolCallId: legacyId === '' ? `call_${reader.neededString('name')}` : legacyId,
        content: neededContent(reader),
        ...decodeExtensible(reader, SPOKEN_FIELDS),
      };
    case undefined:
      if (!reader.has('role')) reader.report('role', 'Is required.', 'required');
      return undefined;
    default:
      return role satisfies never;
  }
}
