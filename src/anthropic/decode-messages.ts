/** The conversation in our own words: what tools answered become messages of their own, thinking and calls fields. */
import { decodeAssistant } from '#anthropic/decode-assistant.ts';
import { decodeBlock, decodeText } from '#anthropic/decode-block.ts';
import type { ContentPart, InstructionMessage, Message, TextPart, ToolMessage } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import { FieldReader } from '#http/field-reader.ts';

export function decodeMessages(reader: FieldReader): readonly Message[] {
  if (!reader.has('messages')) reader.report('messages', 'Is required.', 'required');
  else if (reader.list('messages')?.length === 0) reader.report('messages', 'Needs at least one message.', 'required');
  return [...decodeSystem(reader), ...reader.objects('messages').flatMap(decodeMessage)];
}

function decodeSystem(reader: FieldReader): InstructionMessage[] {
  if (!reader.has('system')) return [];
  return [{ role: 'system', content: blocksOf(reader, 'system').flatMap((block) => textOnly(block)) }];
}

function decodeMessage(reader: FieldReader): Message[] {
  const role = reader.oneOf('role', ['user', 'assistant', 'system']);
  if (!reader.has('content')) reader.report('content', 'Is required.', 'required');
  const blocks = blocksOf(reader, 'content');
  switch (role) {
    case 'user':
      return decodeUser(blocks);
    case 'assistant':
      return decodeAssistant(blocks);
    case 'system':
      return decodeLateSystem(blocks);
    default:
      if (!reader.has('role')) reader.report('role', 'Is required.', 'required');
      return [];
  }
}

/** A text is one block of text. */
function blocksOf(reader: FieldReader, name: string): FieldReader[] {
  const found = reader.value[name];
  if (typeof found === 'string')
    return [new FieldReader({ type: 'text', text: found }, [...reader.path, name], reader.issues)];
  return reader.objects(name);
}

function textOnly(block: FieldReader): TextPart[] {
  if (block.value.type === 'text') return [decodeText(block)];
  return block.report('type', 'Only text is taken here.', 'not_allowed') ?? [];
}

/** https://platform.claude.com/docs/build-with-claude/mid-conversation-system-messages */
function decodeLateSystem(blocks: readonly FieldReader[]): Message[] {
  if (blocks.every(({ value }) => value.type === 'text')) return [{ role: 'system', content: blocks.map(decodeText) }];
  // Changes of tools and the like are Anthropic's alone; the whole message keeps its place as one part of its own.
  const content = blocks.map(({ value }) => value);
  const value = { type: 'system_message', content };
  return [{ role: 'user', content: [{ type: 'vendor', vendor: 'anthropic', value }] }];
}

/** In order: answers of tools, and what the person says before, between and after them. */
function decodeUser(blocks: readonly FieldReader[]): Message[] {
  const messages: Message[] = [];
  let said: ContentPart[] = [];
  const flush = (): void => {
    if (said.length > 0) messages.push({ role: 'user', content: said });
    said = [];
  };
  for (const block of blocks) {
    if (block.value.type === 'tool_result') {
      flush();
      messages.push(decodeToolResult(block));
    } else {
      const part = decodeBlock(block);
      if (part) said.push(part);
    }
  }
  flush();
  return messages;
}

const RESULT_FIELDS: ReadonlySet<string> = new Set(['type', 'tool_use_id', 'content']);

/** That it is no error is said by silence. */
function decodeToolResult(reader: FieldReader): ToolMessage {
  const isError = reader.boolean('is_error') ?? false;
  const known = isError ? RESULT_FIELDS : new Set([...RESULT_FIELDS, 'is_error']);
  return {
    role: 'tool',
    toolCallId: reader.neededString('tool_use_id'),
    content: blocksOf(reader, 'content').flatMap((block) => decodeBlock(block) ?? []),
    ...decodeExtensible(reader, known),
  };
}
