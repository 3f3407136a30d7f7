/** Writes the parts of a message. What no block can carry is refused by name, since leaving it out would change the question. */
import type { ContentPart, Extensible, FilePart, ImagePart, VendorPart } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { listOf } from '#providers/wire/json-readers.ts';

const VENDOR = 'anthropic';
/** https://docs.anthropic.com/en/docs/build-with-claude/files */
export const FILES_BETA = 'files-api-2025-04-14';

/** Fields of blocks that have no word in the language. */
const PASSED_ON = new Set(['cache_control', 'citations', 'context', 'title']);

export function cacheControl({ cacheHint }: Extensible): JsonObject {
  if (!cacheHint) return {};
  return { cache_control: { type: 'ephemeral', ...(cacheHint.ttl !== undefined && { ttl: cacheHint.ttl }) } };
}

/** Empty texts are left out: Anthropic refuses them, and they say nothing. */
export function encodeContent(parts: readonly ContentPart[], place: string, warnings: ChatWarning[]): JsonObject[] {
  const blocks: JsonObject[] = [];
  for (const [index, part] of parts.entries()) {
    const kind = part.type === 'vendor' && part.vendor === VENDOR ? part.value.type : undefined;
    if (kind === 'citation') cite(blocks, (part as VendorPart).value, warnings);
    else if (part.type === 'text' && part.text === '') warnOfEmpty(part, warnings);
    // Without words of its own it says where a block begins, which the next part shows.
    else if (kind !== 'text' || (part as VendorPart).value.text !== undefined)
      blocks.push({
        ...knownExtras(part, warnings),
        ...encodePart(part, `${place}.${index}`, warnings),
        ...cacheControl(part),
      });
  }
  return blocks;
}

function warnOfEmpty({ extra = {} }: ContentPart, warnings: ChatWarning[]): void {
  for (const setting of Object.keys(extra))
    warnings.push({ setting, message: 'It belongs to an empty text, which was left out.' });
}

/** A citation stands in the text before it. */
function cite(blocks: JsonObject[], { citation }: JsonObject, warnings: ChatWarning[]): void {
  const last = blocks.at(-1);
  if (last?.type === 'text' && citation !== undefined)
    blocks[blocks.length - 1] = { ...last, citations: [...listOf(last.citations), citation] };
  else warnings.push({ setting: 'citation', message: 'It belongs to no text, and was left out.' });
}

function knownExtras(part: ContentPart, warnings: ChatWarning[]): JsonObject {
  warnOfExtras(part, warnings);
  return Object.fromEntries(Object.entries(part.extra ?? {}).filter(([name]) => PASSED_ON.has(name)));
}

function warnOfExtras({ extra = {} }: ContentPart, warnings: ChatWarning[]): void {
  for (const setting of Object.keys(extra).filter((name) => !PASSED_ON.has(name)))
    warnings.push({ setting, message: 'Anthropic has no such field of a block; it was left out.' });
}

function encodePart(part: ContentPart, place: string, warnings: ChatWarning[]): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return encodeImage(part, warnings);
    case 'file':
      return encodeFile(part, place);
    case 'audio':
      throw refusal(place, 'Anthropic takes no audio.');
    case 'vendor':
      if (part.vendor === VENDOR) return part.value;
      throw refusal(place, `Anthropic has no form for a part that only ${part.vendor} knows.`);
    default:
      return part satisfies never;
  }
}

function encodeImage({ source, detail }: ImagePart, warnings: ChatWarning[]): JsonObject {
  if (detail !== undefined && detail !== 'auto')
    warnings.push({ setting: 'detail', message: 'Anthropic looks at every image in the same detail.' });
  if (source.type === 'url') return { type: 'image', source: { type: 'url', url: source.url } };
  return { type: 'image', source: { type: 'base64', media_type: source.mediaType, data: source.base64 } };
}

/** https://docs.anthropic.com/en/docs/build-with-claude/pdf-support */
function encodeFile({ source, filename }: FilePart, place: string): JsonObject {
  const title = filename === undefined ? {} : { title: filename };
  if (source.type === 'id') return { type: 'document', source: { type: 'file', file_id: source.id }, ...title };
  if (source.type === 'url') return { type: 'document', source: { type: 'url', url: source.url }, ...title };
  const { mediaType, base64 } = source;
  if (mediaType === 'application/pdf')
    return { type: 'document', source: { type: 'base64', media_type: mediaType, data: base64 }, ...title };
  if (mediaType.startsWith('text/'))
    return {
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: textOf(base64, place) },
      ...title,
    };
  throw refusal(place, `Anthropic takes PDF and plain text as a file, not ${mediaType}.`);
}

function textOf(base64: string, place: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
  } catch {
    throw refusal(place, 'The file is not base64.');
  }
}

function refusal(place: string, why: string): GatewayError {
  return new GatewayError('PROVIDER_REJECTED', { message: `${place}: ${why}` });
}
