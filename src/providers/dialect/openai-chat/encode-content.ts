/** Writes the parts of a message as the OpenAI chat dialect has them. */
import type { ContentPart, Extensible, FilePart, MediaSource } from '#core/chat/request.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';

/** The name under which parts, blocks and tools of this wire alone travel. */
export const WIRE = 'openai-chat';

/** A single text is written as a string, which every server understands; lists of parts are not known to all. */
export function encodeContent(parts: readonly ContentPart[], place: string, flavour: OpenaiChatFlavour): Json {
  const [first] = parts;
  if (first === undefined) return '';
  if (parts.length === 1 && first.type === 'text' && first.extra === undefined && isEmptyHint(first, flavour))
    return first.text;
  return encodeParts(parts, place, flavour);
}

/** `place` names the list in a refusal. */
export function encodeParts(
  parts: readonly ContentPart[],
  place: string,
  flavour: OpenaiChatFlavour,
): readonly JsonObject[] {
  return parts.map((part, index) => ({
    ...withExtra(encodePart(part, `${place}.${index}`, flavour), part.extra),
    ...cacheControlOf(part, flavour),
  }));
}

/** `cache_control` where something is worth keeping and the vendor lets it be marked. */
export function cacheControlOf({ cacheHint }: Extensible, { cacheControl }: OpenaiChatFlavour): JsonObject {
  return cacheHint && cacheControl ? { cache_control: { type: 'ephemeral', ...cacheHint } } : {};
}

function isEmptyHint(part: Extensible, flavour: OpenaiChatFlavour): boolean {
  return cacheControlOf(part, flavour).cache_control === undefined;
}

/** Extras stand beside our own fields, or inside the object that a part keeps its own ones in. */
function withExtra(part: JsonObject, extra: JsonObject = {}): JsonObject {
  const entries = Object.entries(extra).map(([name, value]): [string, Json] => {
    const own = part[name];
    return [name, isJsonObject(own) && isJsonObject(value) ? { ...value, ...own } : (own ?? value)];
  });
  return { ...part, ...Object.fromEntries(entries) };
}

function encodePart(part: ContentPart, place: string, { title }: OpenaiChatFlavour): JsonObject {
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
    case 'vendor':
      if (part.vendor === WIRE) return part.value;
      throw new GatewayError('PROVIDER_REJECTED', {
        message: `${place}: ${title} takes no part in the form of ${part.vendor}.`,
      });
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
