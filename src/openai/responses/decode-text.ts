/** The form of the answer's text in our own words. */
import type { ResponseFormat } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

export interface DecodedText {
  readonly format: ResponseFormat;
  /** `verbosity` as chat completions have it, and what has no word of ours. */
  readonly extra: JsonObject;
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['format', 'verbosity']);

export function decodeText(reader: FieldReader): DecodedText {
  if (!reader.has('text')) return { format: { type: 'text' }, extra: {} };
  const text = reader.inside('text');
  const verbosity = text.string('verbosity');
  const { format, other } = decodeFormat(text);
  const rest = { ...text.others(KNOWN_FIELDS).extra, ...(other && { format: other }) };
  return {
    format,
    extra: {
      ...(verbosity !== undefined && { verbosity }),
      ...(Object.keys(rest).length > 0 && { text: rest }),
    },
  };
}

function decodeFormat(text: FieldReader): { readonly format: ResponseFormat; readonly other?: JsonObject } {
  if (!text.has('format')) return { format: { type: 'text' } };
  const format = text.inside('format');
  switch (format.neededString('type')) {
    case 'text':
    case '':
      return { format: { type: 'text' } };
    case 'json_object':
      return { format: { type: 'json' } };
    case 'json_schema':
      return { format: decodeSchema(format) };
    default:
      return { format: { type: 'text' }, other: format.value };
  }
}

function decodeSchema(format: FieldReader): ResponseFormat {
  const description = format.string('description');
  const strict = format.boolean('strict');
  return {
    type: 'json-schema',
    name: format.neededString('name'),
    ...(description !== undefined && { description }),
    schema: format.object('schema') ?? {},
    ...(strict !== undefined && { strict }),
  };
}
