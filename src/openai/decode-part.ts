/** One part of a message's content in our own words: text, image, audio or file. */
import type { ContentPart, MediaSource } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';

const PART_TYPES = ['text', 'image_url', 'input_audio', 'file'] as const;
const DETAILS = ['auto', 'low', 'high'] as const;

/** A part names its kind in `type` and says the rest in the field of that name. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', ...PART_TYPES]);

export function decodePart(reader: FieldReader): ContentPart | undefined {
  const part = decodeKind(reader);
  return part && { ...part, ...reader.others(KNOWN_FIELDS) };
}

function decodeKind(reader: FieldReader): ContentPart | undefined {
  const type = reader.oneOf('type', PART_TYPES);
  switch (type) {
    case 'text':
      return { type: 'text', text: reader.neededString('text') };
    case 'image_url':
      return decodeImage(reader.inside('image_url'));
    case 'input_audio': {
      const audio = reader.inside('input_audio');
      return { type: 'audio', format: audio.neededString('format'), base64: audio.neededString('data') };
    }
    case 'file':
      return decodeFile(reader.inside('file'));
    case undefined:
      if (!reader.has('type')) reader.report('type', 'Is required.', 'required');
      return undefined;
    default:
      return type satisfies never;
  }
}

function decodeImage(reader: FieldReader): ContentPart | undefined {
  const detail = reader.oneOf('detail', DETAILS);
  const url = reader.neededString('url');
  const source = url === '' ? undefined : decodeSource(url);
  if (!source) return reader.report('url', 'Must be an http(s) address or a base64 data: URL.', 'invalid_value');
  return { type: 'image', source, ...(detail !== undefined && { detail }) };
}

function decodeFile(reader: FieldReader): ContentPart | undefined {
  const name = reader.string('filename');
  const filename = name === undefined ? {} : { filename: name };
  const id = reader.string('file_id');
  if (id !== undefined) return { type: 'file', source: { type: 'id', id }, ...filename };
  const data = reader.neededString('file_data');
  const source = data === '' ? undefined : decodeSource(data);
  if (source?.type === 'base64') return { type: 'file', source, ...filename };
  return reader.report('file_data', 'Must be a base64 data: URL.', 'invalid_value');
}

const DATA_URL = /^data:([^,;]+)(?:;[^,;]*)*;base64,/i;

function decodeSource(url: string): MediaSource | undefined {
  // Only the head is matched: what follows may be many megabytes.
  const head = url.slice(0, 200);
  const [prefix, mediaType] = DATA_URL.exec(head) ?? [];
  if (prefix !== undefined && mediaType !== undefined) {
    return { type: 'base64', mediaType: mediaType.toLowerCase(), base64: url.slice(prefix.length) };
  }
  return /^https?:\/\/./i.test(head) ? { type: 'url', url } : undefined;
}
