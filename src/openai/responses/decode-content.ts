/** What a user or a tool says, part by part. */
import type { ContentPart } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodeSource } from '#openai/decode-source.ts';
import { WIRE } from '#openai/responses/wire-name.ts';

export function decodeContent(reader: FieldReader, field: string): readonly ContentPart[] {
  const content = reader.value[field];
  if (content == null) reader.report(field, 'Is required.', 'required');
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (content != null && !Array.isArray(content))
    reader.report(field, 'Must be a string or a list of parts.', 'invalid_type');
  return Array.isArray(content) ? reader.objects(field).flatMap((part) => decodePart(part) ?? []) : [];
}

function decodePart(part: FieldReader): ContentPart | undefined {
  switch (part.neededString('type')) {
    case '':
      return undefined;
    case 'input_text':
    case 'output_text':
    case 'text':
      return { type: 'text', text: part.neededString('text'), ...decodeExtensible(part, TEXT_FIELDS) };
    case 'input_image':
      return decodeImage(part);
    case 'input_file':
      return decodeFile(part);
    case 'input_audio':
      return decodeAudio(part);
    default:
      return { type: 'vendor', vendor: WIRE, value: part.value };
  }
}

const TEXT_FIELDS: ReadonlySet<string> = new Set(['type', 'text']);
const IMAGE_FIELDS: ReadonlySet<string> = new Set(['type', 'image_url', 'file_id']);
const DETAILS = ['auto', 'low', 'high'] as const;

/** An image that was left with the vendor has a name there only. */
function decodeImage(part: FieldReader): ContentPart | undefined {
  if (part.has('file_id')) return { type: 'vendor', vendor: WIRE, value: part.value };
  const url = part.neededString('image_url');
  const source = url === '' ? undefined : decodeSource(url);
  if (!source) return part.report('image_url', 'Must be an http(s) address or a base64 data: URL.', 'invalid_value');
  const detail = DETAILS.find((value) => value === part.value.detail);
  const known = detail === undefined ? IMAGE_FIELDS : new Set([...IMAGE_FIELDS, 'detail']);
  return { type: 'image', source, ...(detail && { detail }), ...decodeExtensible(part, known) };
}

const FILE_FIELDS: ReadonlySet<string> = new Set(['type', 'file_id', 'file_data', 'file_url', 'filename']);

function decodeFile(part: FieldReader): ContentPart | undefined {
  const filename = part.string('filename');
  const id = part.string('file_id');
  const rest = { ...(filename !== undefined && { filename }), ...decodeExtensible(part, FILE_FIELDS) };
  if (id !== undefined) return { type: 'file', source: { type: 'id', id }, ...rest };
  const field = part.has('file_url') ? 'file_url' : 'file_data';
  const where = part.neededString(field);
  const source = where === '' ? undefined : decodeSource(where);
  if (source) return { type: 'file', source, ...rest };
  return part.report(field, 'Must be an http(s) address or a base64 data: URL.', 'invalid_value');
}

const AUDIO_FIELDS: ReadonlySet<string> = new Set(['type', 'input_audio']);

function decodeAudio(part: FieldReader): ContentPart {
  const audio = part.inside('input_audio');
  const format = audio.neededString('format');
  return { type: 'audio', format, base64: audio.neededString('data'), ...decodeExtensible(part, AUDIO_FIELDS) };
}
