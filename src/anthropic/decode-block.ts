/** One block of a message in our own words: text, image or document; any other as it is. */

import type { ContentPart, FilePart, ImagePart, TextPart } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';

const TEXT_FIELDS: ReadonlySet<string> = new Set(['type', 'text']);
const IMAGE_FIELDS: ReadonlySet<string> = new Set(['type', 'source']);
const DOCUMENT_FIELDS: ReadonlySet<string> = new Set(['type', 'source', 'title']);

export function decodeBlock(reader: FieldReader): ContentPart | undefined {
  const type = reader.neededString('type');
  switch (type) {
    case 'text':
      return decodeText(reader);
    case 'image':
      return decodeImage(reader) ?? asItIs(reader);
    case 'document':
      return decodeDocument(reader) ?? asItIs(reader);
    default:
      return type === '' ? undefined : asItIs(reader);
  }
}

export function decodeText(reader: FieldReader): TextPart {
  return { type: 'text', text: reader.neededString('text'), ...decodeExtensible(reader, TEXT_FIELDS) };
}

function asItIs({ value }: FieldReader): ContentPart {
  return { type: 'vendor', vendor: 'anthropic', value };
}

/** Undefined for a source that only Anthropic knows. */
function decodeImage(reader: FieldReader): ImagePart | undefined {
  const source = reader.inside('source');
  const rest = decodeExtensible(reader, IMAGE_FIELDS);
  switch (source.value.type) {
    case 'base64':
      return { type: 'image', source: inline(source), ...rest };
    case 'url':
      return { type: 'image', source: { type: 'url', url: source.neededString('url') }, ...rest };
    default:
      return undefined;
  }
}

function decodeDocument(reader: FieldReader): FilePart | undefined {
  const source = reader.inside('source');
  const from = sourceOf(source);
  const title = reader.string('title');
  if (!from) return undefined;
  return {
    type: 'file',
    source: from,
    ...(title !== undefined && { filename: title }),
    ...decodeExtensible(reader, DOCUMENT_FIELDS),
  };
}

function sourceOf(source: FieldReader): FilePart['source'] | undefined {
  switch (source.value.type) {
    case 'base64':
      return inline(source);
    case 'url':
      return { type: 'url', url: source.neededString('url') };
    case 'file':
      return { type: 'id', id: source.neededString('file_id') };
    case 'text':
      return { type: 'base64', mediaType: 'text/plain', base64: base64Of(source.neededString('data')) };
    default:
      return undefined;
  }
}

function inline(source: FieldReader): { type: 'base64'; mediaType: string; base64: string } {
  return { type: 'base64', mediaType: source.neededString('media_type'), base64: source.neededString('data') };
}

function base64Of(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
