/** One part of a message's content in our own words: text, image, audio or file; any other as it is. */
import type { ContentPart, VendorPart } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import { decodeExtensible, unknownInside } from '#doors/decode-extensible.ts';
import { FieldReader } from '#http/field-reader.ts';
import { decodeSource } from '#openai/decode-source.ts';

const DETAILS = ['auto', 'low', 'high'] as const;

/** A part names its kind in `type` and says the rest in the field of that name. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'text', 'image_url', 'input_audio', 'file']);

/** What was read, and what inside of it has no word of ours. */
interface Decoded {
  readonly part: ContentPart;
  readonly nested?: JsonObject;
}

export function decodePart(reader: FieldReader): ContentPart | undefined {
  const type = reader.neededString('type');
  const decode = DECODERS[type];
  if (!decode) return type === '' ? undefined : vendorPart(reader);
  const decoded = decode(reader);
  return decoded && { ...decoded.part, ...decodeExtensible(reader, KNOWN_FIELDS, decoded.nested) };
}

/** Servers of this wire know more kinds than OpenAI: `document_url`, `video_url`. */
export function vendorPart({ value }: FieldReader): VendorPart {
  return { type: 'vendor', vendor: 'openai-chat', value };
}

const DECODERS: Readonly<Record<string, (reader: FieldReader) => Decoded | undefined>> = {
  __proto__: null as never,
  text: (reader) => ({ part: { type: 'text', text: reader.neededString('text') } }),
  image_url: decodeImage,
  input_audio: decodeAudio,
  file: (reader) => decodeFile(reader.inside('file')),
};

const IMAGE_FIELDS: ReadonlySet<string> = new Set(['url', 'detail']);

/** Mistral takes the address alone too. */
function decodeImage(part: FieldReader): Decoded | undefined {
  const { image_url: given } = part.value;
  const reader =
    typeof given === 'string' ? new FieldReader({ url: given }, part.path, part.issues) : part.inside('image_url');
  const said = reader.string('detail');
  const detail = DETAILS.find((value) => value === said);
  const url = reader.neededString('url');
  const source = url === '' ? undefined : decodeSource(url);
  if (!source) return reader.report('url', 'Must be an http(s) address or a base64 data: URL.', 'invalid_value');
  const known = detail === undefined ? new Set(['url']) : IMAGE_FIELDS;
  return {
    part: { type: 'image', source, ...(detail !== undefined && { detail }) },
    nested: unknownInside('image_url', reader, known),
  };
}

const AUDIO_FIELDS: ReadonlySet<string> = new Set(['data', 'format']);

/** Mistral's audio is its base64 alone, without a format. */
function decodeAudio(part: FieldReader): Decoded {
  if (typeof part.value.input_audio === 'string') return { part: vendorPart(part) };
  const audio = part.inside('input_audio');
  return {
    part: { type: 'audio', format: audio.neededString('format'), base64: audio.neededString('data') },
    nested: unknownInside('input_audio', audio, AUDIO_FIELDS),
  };
}

const FILE_FIELDS: ReadonlySet<string> = new Set(['file_id', 'file_data', 'filename']);

function decodeFile(reader: FieldReader): Decoded | undefined {
  const name = reader.string('filename');
  const filename = name === undefined ? {} : { filename: name };
  const nested = unknownInside('file', reader, FILE_FIELDS);
  const id = reader.string('file_id');
  if (id !== undefined) return { part: { type: 'file', source: { type: 'id', id }, ...filename }, nested };
  const data = reader.neededString('file_data');
  const source = data === '' ? undefined : decodeSource(data);
  if (source) return { part: { type: 'file', source, ...filename }, nested };
  return reader.report('file_data', 'Must be a base64 data: URL or an http(s) address.', 'invalid_value');
}
