/** One part of a message in our own words. */
import type { ContentPart, FilePart, MediaSource } from '#core/chat/request.ts';
import type { ContentPartInputShape } from '#graphql/chat/content-part-input.ts';
import { decodeExtensible, decodeVendorBlock } from '#graphql/chat/decode-extensible.ts';
import type { Report } from '#graphql/chat/report.ts';

export function decodePart(given: ContentPartInputShape, path: readonly string[], report: Report): ContentPart {
  const { text, imageUrl, data, textPart, image, audio, file, vendor } = given;
  const besides = (shape: Parameters<typeof decodeExtensible>[0], field: string) =>
    decodeExtensible(shape, [...path, field], report);
  if (textPart != null) return { type: 'text', text: textPart.text, ...besides(textPart, 'textPart') };
  if (imageUrl != null) return { type: 'image', source: { type: 'url', url: imageUrl } };
  if (data != null) return decodeData(data);
  if (image != null) {
    const { source, detail } = image;
    return {
      type: 'image',
      source: mediaSource(source),
      ...(detail != null && { detail }),
      ...besides(image, 'image'),
    };
  }
  if (audio != null) {
    const { format, base64 } = audio;
    return { type: 'audio', format, base64, ...besides(audio, 'audio') };
  }
  if (file != null) {
    const { source, filename } = file;
    return {
      type: 'file',
      source: source.id == null ? mediaSource(source) : { type: 'id', id: source.id },
      ...(filename != null && { filename }),
      ...besides(file, 'file'),
    };
  }
  if (vendor != null) {
    const block = decodeVendorBlock(vendor, [...path, 'vendor'], report);
    return { type: 'vendor', ...block, ...besides(vendor, 'vendor') };
  }
  return { type: 'text', text: text ?? '' };
}

type SourceShape = Pick<NonNullable<NonNullable<ContentPartInputShape['file']>['source']>, 'url' | 'inline'>;

/** GraphQL has seen to it that exactly one of them is there. */
function mediaSource({ url, inline }: SourceShape): MediaSource {
  if (inline == null) return { type: 'url', url: url ?? '' };
  return { type: 'base64', mediaType: inline.mimeType, base64: inline.base64 };
}

/** What it is, its MIME type says. */
function decodeData({ mimeType, base64, filename }: NonNullable<ContentPartInputShape['data']>): ContentPart {
  const [kind, subtype = ''] = mimeType.toLowerCase().split('/');
  if (kind === 'audio') return { type: 'audio', format: AUDIO_FORMATS.get(subtype) ?? subtype, base64 };
  const source = { type: 'base64', mediaType: mimeType, base64 } as const;
  if (kind === 'image') return { type: 'image', source };
  return { type: 'file', source, ...(filename != null && { filename }) } satisfies FilePart;
}

/** Where a container's short name is not the subtype of its MIME type. */
const AUDIO_FORMATS: ReadonlyMap<string, string> = new Map([
  ['mpeg', 'mp3'],
  ['x-wav', 'wav'],
  ['wave', 'wav'],
  ['vnd.wave', 'wav'],
]);
