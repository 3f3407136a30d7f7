/** The content of a message in our own words. */
import type { ContentPart, TextPart } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodePart } from '#openai/decode-part.ts';

export function neededContent(reader: FieldReader): readonly ContentPart[] {
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

export function textOnly(reader: FieldReader, parts: readonly ContentPart[]): readonly TextPart[] {
  const texts = parts.filter((part) => part.type === 'text');
  if (texts.length < parts.length) reader.report('content', 'This role takes text only.', 'not_allowed');
  return texts;
}
