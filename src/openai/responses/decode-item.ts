/** One item of the input in our own words. Items of a kind that we have no word for go on as they are. */
import type { ToolCall } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodeProof } from '#openai/decode-tool-call.ts';
import type { Conversation } from '#openai/responses/conversation.ts';
import { decodeContent } from '#openai/responses/decode-content.ts';
import { decodeMessageItem } from '#openai/responses/decode-message-item.ts';
import { decodeReasoningItem } from '#openai/responses/decode-reasoning-item.ts';
import { WIRE } from '#openai/responses/wire-name.ts';

export function decodeItem(item: FieldReader, conversation: Conversation): void {
  const type = item.string('type') ?? (item.has('role') ? 'message' : undefined);
  switch (type) {
    case undefined:
      item.report('type', 'Is required where there is no role.', 'required');
      return;
    case 'message':
      decodeMessageItem(item, conversation);
      return;
    case 'reasoning':
      conversation.think(decodeReasoningItem(item));
      return;
    case 'function_call':
    case 'custom_tool_call':
      conversation.call(decodeCall(item, type));
      return;
    case 'function_call_output':
    case 'custom_tool_call_output':
      conversation.add({
        role: 'tool',
        toolCallId: item.neededString('call_id'),
        content: decodeContent(item, 'output'),
        ...decodeExtensible(item, OUTPUT_FIELDS),
      });
      return;
    case 'item_reference':
      item.report('id', 'No item is kept here. Send the item itself.', 'not_supported');
      return;
    default:
      conversation.show({ type: 'vendor', vendor: WIRE, value: item.value });
  }
}

const OUTPUT_FIELDS: ReadonlySet<string> = new Set(['type', 'id', 'status', 'call_id', 'output']);

const CALL_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'id',
  'status',
  'call_id',
  'name',
  'arguments',
  'input',
  'extra_content',
]);

/** The item's own id says where it is kept, which is nowhere here; its call's id is what its output names. */
function decodeCall(item: FieldReader, type: 'function_call' | 'custom_tool_call'): ToolCall {
  const { signature, kept } = decodeProof(item.value.extra_content);
  const nested = {
    ...(kept !== undefined && { extra_content: kept }),
    ...(type === 'custom_tool_call' && { type: 'custom' }),
  };
  return {
    id: item.neededString('call_id'),
    name: item.neededString('name'),
    input: item.neededString(type === 'custom_tool_call' ? 'input' : 'arguments'),
    ...(signature !== undefined && { signature }),
    ...decodeExtensible(item, CALL_FIELDS, nested),
  };
}
