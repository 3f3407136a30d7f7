/** Instructions and input as messages. Items that a model wrote one after the other become one message, as far as their order lets them. */
import type { Message } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { type Conversation, createConversation } from '#openai/responses/conversation.ts';
import { decodeItem } from '#openai/responses/decode-item.ts';

export function decodeInput(reader: FieldReader): readonly Message[] {
  const conversation = createConversation();
  const instructions = reader.string('instructions');
  if (instructions !== undefined && instructions !== '')
    conversation.add({ role: 'system', content: [{ type: 'text', text: instructions }] });
  decodeItems(reader, conversation);
  const messages = conversation.messages();
  if (messages.length === 0 && reader.issues.length === 0)
    reader.report('input', 'Is required where there are no instructions.', 'required');
  return messages;
}

function decodeItems(reader: FieldReader, conversation: Conversation): void {
  const { input } = reader.value;
  if (input == null) return;
  if (typeof input === 'string') {
    conversation.add({ role: 'user', content: [{ type: 'text', text: input }] });
    return;
  }
  if (!Array.isArray(input)) {
    reader.report('input', 'Must be a string or a list of items.', 'invalid_type');
    return;
  }
  for (const item of reader.objects('input')) decodeItem(item, conversation);
}
