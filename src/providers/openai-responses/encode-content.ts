/** Writes the parts of what a user or a tool says. */
import type { ContentPart, FilePart, MediaSource } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { WIRE } from '#providers/openai-responses/wire-name.ts';

/** A single text is written as a string. `place` names the list in a refusal. */
export function encodeContent(parts: readonly ContentPart[], place: string): Json {
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1 && first.type === 'text' && first.extra === undefined) return first.text;
  return parts.map((part, index) => ({ ...part.extra, ...encodePart(part, `${place}.${index}`) }));
}

function encodePart(part: ContentPart, place: string): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return { type: 'input_image', image_url: urlOf(part.source), ...(part.detail && { detail: part.detail }) };
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.base64, format: part.format } };
    case 'file':
      return { type: 'input_file', ...encodeFile(part) };
    case 'vendor':
      if (part.vendor === WIRE) return part.value;
      throw foreignPart(part.vendor, place);
    default:
      return part satisfies never;
  }
}

/** Data go by the name of their file, so there has to be one. */
function encodeFile({ source, filename }: FilePart): JsonObject {
  if (source.type === 'id') return { file_id: source.id };
  const name = filename === undefined ? {} : { filename };
  if (source.type === 'url') return { file_url: source.url, ...name };
  const usual = source.mediaType === 'application/pdf' ? { filename: 'file.pdf' } : {};
  return { file_data: urlOf(source), ...usual, ...name };
}

function urlOf(source: MediaSource): string {
  return source.type === 'url' ? source.url : `data:${source.mediaType};base64,${source.base64}`;
}

export function foreignPart(vendor: string, place: string): GatewayError {
  const message = `${place}: The Responses API takes no part in the form of ${vendor}.`;
  return new GatewayError('PROVIDER_REJECTED', { message });
}
