/** A message of the input in our own words. */
import type { ContentPart, TextPart, VendorPart } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { textOnly } from '#openai/decode-content.ts';
import { placeBlocks } from '#openai/place-blocks.ts';
import type { Conversation } from '#openai/responses/conversation.ts';
import { decodeContent } from '#openai/responses/decode-content.ts';

const ROLES = ['user', 'assistant', 'system', 'developer'] as const;

/** Its id and status say where and how far it is kept, which is nowhere here. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'role', 'content', 'id', 'status', 'vendor_blocks']);

export function decodeMessageItem(item: FieldReader, conversation: Conversation): void {
  const role = item.oneOf('role', ROLES);
  if (!item.has('role')) item.report('role', 'Is required.', 'required');
  const extensible = decodeExtensible(item, KNOWN_FIELDS);
  switch (role) {
    case undefined:
      return;
    case 'assistant':
      conversation.say({ ...decodeSaid(item), ...extensible });
      return;
    case 'user':
      conversation.add({ role, content: decodeContent(item, 'content'), ...extensible });
      return;
    default:
      conversation.add({ role, content: textOnly(item, decodeContent(item, 'content')), ...extensible });
  }
}

interface Said {
  readonly content: readonly (TextPart | VendorPart)[];
  readonly refusal?: string;
}

function decodeSaid(item: FieldReader): Said {
  const { content } = item.value;
  if (!Array.isArray(content)) {
    const said = textOnly(item, decodeContent(item, 'content'));
    return { content: placeBlocks(said.map(({ text }) => text).join(''), item) };
  }
  const parts = item.objects('content');
  const refusals = parts.filter(isRefusal).map((part) => part.neededString('refusal'));
  const texts = parts.filter((part) => !isRefusal(part)).flatMap(decodeText);
  const [only] = texts;
  const isCut = item.has('vendor_blocks') && texts.length === 1 && only?.extra === undefined;
  return {
    content: isCut ? placeBlocks(only?.text ?? '', item) : [...texts, ...placeBlocks('', item)],
    ...(refusals.length > 0 && { refusal: refusals.join('') }),
  };
}

function isRefusal({ value }: FieldReader): boolean {
  return value.type === 'refusal';
}

const TEXT_TYPES: readonly unknown[] = ['output_text', 'input_text', 'text'];
const TEXT_FIELDS: ReadonlySet<string> = new Set(['type', 'text']);

/** Marks and probabilities are sent back by many callers, mostly as empty lists. */
function decodeText(part: FieldReader): TextPart[] {
  if (!TEXT_TYPES.includes(part.value.type)) {
    part.report('type', 'Must be "output_text" or "refusal" in a message of the assistant.', 'invalid_value');
    return [];
  }
  const empty = ['annotations', 'logprobs'].filter((name) => isEmptyList(part.value[name]));
  return [
    {
      type: 'text',
      text: part.neededString('text'),
      ...decodeExtensible(part, new Set([...TEXT_FIELDS, ...empty])),
    } satisfies ContentPart,
  ];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
