/** Writes the parts of a message as Converse has them. What it has no block for is refused by name. */
import type { ContentPart, Extensible, FilePart, MediaSource } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { formatOf, formatOfName, type MediaFormat } from '#providers/bedrock/media-format.ts';

/** The name under which parts, blocks and tools of this wire alone travel. */
export const WIRE = 'bedrock';

export interface ContentEncoder {
  /** `place` names the list in a refusal. */
  encode(parts: readonly ContentPart[], place: string): readonly JsonObject[];
}

/** One for a call: documents without a name of their own are numbered. */
export function createContentEncoder(warnings: ChatWarning[]): ContentEncoder {
  let documents = 0;

  const mediaBlock = ({ kind, format }: MediaFormat, source: JsonObject, filename = ''): JsonObject => {
    if (kind !== 'document') return { [kind]: { format, source } };
    documents += 1;
    return { document: { format, name: nameOf(filename) || `Document ${documents}`, source } };
  };

  const encodeFile = ({ source, filename }: FilePart, place: string): JsonObject => {
    if (source.type === 'id') throw refusal(place, 'file by its id');
    return mediaBlock(mediaFormat(source, place, filename), encodeSource(source, place), filename);
  };

  const encodePart = (part: ContentPart, place: string): JsonObject => {
    switch (part.type) {
      case 'text':
        return { text: part.text };
      case 'image':
        if (part.detail)
          warnings.push({ setting: `${place}.detail`, message: 'Bedrock cannot be told how closely to look.' });
        return mediaBlock(mediaFormat(part.source, place), encodeSource(part.source, place));
      case 'audio':
        return { audio: { format: part.format, source: { bytes: part.base64 } } };
      case 'file':
        return encodeFile(part, place);
      case 'vendor':
        if (part.vendor === WIRE) return part.value;
        throw refusal(place, `part in the form of ${part.vendor}`);
      default:
        return part satisfies never;
    }
  };

  return {
    encode: (parts, place) =>
      parts.flatMap((part, index) => [encodePart(part, `${place}.${index}`), ...cachePointOf(part)]),
  };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html */
export function cachePointOf({ cacheHint }: Extensible): readonly JsonObject[] {
  return cacheHint ? [{ cachePoint: { type: 'default', ...cacheHint } }] : [];
}

const IN_S3 = /^s3:\/\//;

function encodeSource(source: MediaSource, place: string): JsonObject {
  if (source.type === 'base64') return { bytes: source.base64 };
  if (IN_S3.test(source.url)) return { s3Location: { uri: source.url } };
  throw refusal(place, 'file by its URL, but for one in S3');
}

function mediaFormat(source: MediaSource, place: string, filename = ''): MediaFormat {
  const found =
    source.type === 'base64'
      ? (formatOf(source.mediaType) ?? formatOfName(filename))
      : (formatOfName(source.url) ?? formatOfName(filename));
  if (found) return found;
  throw refusal(place, source.type === 'base64' ? `file of the type ${source.mediaType}` : 'file by this URL');
}

/** Letters, digits, single spaces, hyphens, parentheses and square brackets are all that a name may have. */
function nameOf(filename: string): string {
  return filename
    .replace(/\.\w+$/, '')
    .replace(/[^\p{L}\p{N}\s()[\]-]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

function refusal(place: string, what: string): GatewayError {
  return new GatewayError('PROVIDER_REJECTED', { message: `${place}: Bedrock takes no ${what}.` });
}
