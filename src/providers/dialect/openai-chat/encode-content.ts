/** Writes the parts of a message as the OpenAI chat dialect has them. */
import type { ContentPart, FilePart, MediaSource } from '#core/chat/request.ts';
import type { Json, JsonObject } from '#core/json.ts';

/** A single text is written as a string, which every server understands; lists of parts are not known to all. */
export function encodeContent(parts: readonly ContentPart[]): Json {
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1 && first.type === 'text' && first.extra === undefined) return first.text;
  return parts.map((part) => ({ ...part.extra, ...encodePart(part) }));
}

function encodePart(part: ContentPart): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: urlOf(part.source), ...(part.detail && { detail: part.detail }) } };
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.base64, format: part.format } };
    case 'file':
      return {
        type: 'file',
        file: { ...fileOf(part), ...(part.filename !== undefined && { filename: part.filename }) },
      };
    default:
      return part satisfies never;
  }
}

function fileOf({ source }: FilePart): JsonObject {
  return source.type === 'id' ? { file_id: source.id } : { file_data: urlOf(source) };
}

export function urlOf(source: MediaSource): string {
  return source.type === 'url' ? source.url : `data:${source.mediaType};base64,${source.base64}`;
}
