/** Writes one part of a message as this wire has it. What has no form here is refused by name. */
import type { ContentPart, FilePart } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { mediaTypeOf } from '#providers/dialect/gemini/media-type.ts';
import type { Platform } from '#providers/dialect/gemini/platform.ts';

export interface PartContext {
  readonly platform: Platform;
  readonly baseUrl: string;
  readonly model: string;
  readonly warnings: ChatWarning[];
  /** The detail that all images have, where it is said once for all of them. */
  readonly detail: 'low' | 'high' | undefined;
}

export function encodePart(part: ContentPart, place: string, context: PartContext): JsonObject {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'image': {
      const { source, detail = 'auto' } = part;
      if (detail !== 'auto' && detail !== context.detail)
        warn(context, `${place}.detail`, 'takes no detail of a single image.');
      if (source.type === 'base64') return inline(source.mediaType, source.base64);
      return byAddress(source.url, mediaTypeOf(source.url) ?? 'image/jpeg');
    }
    case 'audio':
      return inline(mediaTypeOf(`.${part.format}`) ?? `audio/${part.format}`, part.base64);
    case 'file':
      return encodeFile(part, place, context);
    case 'vendor':
      if (part.vendor === 'gemini') return part.value;
      throw refusal(place, `${context.platform.title} takes no part of ${part.vendor}.`);
    default:
      return part satisfies never;
  }
}

function encodeFile({ source, filename }: FilePart, place: string, context: PartContext): JsonObject {
  const named = filename === undefined ? undefined : mediaTypeOf(filename);
  if (source.type === 'base64') {
    if (filename !== undefined) warn(context, `${place}.filename`, 'takes no names of files.');
    return inline(source.mediaType, source.base64);
  }
  if (source.type === 'url') return byAddress(source.url, named ?? mediaTypeOf(source.url));
  const { platform, baseUrl } = context;
  const uri = platform.fileUri(source.id, baseUrl);
  if (uri === undefined) throw refusal(place, `${platform.title} keeps no files; give the address of one in a bucket.`);
  return byAddress(uri, named ?? mediaTypeOf(uri));
}

function inline(mimeType: string, data: string): JsonObject {
  return { inlineData: { mimeType, data } };
}

function byAddress(fileUri: string, mimeType: string | undefined): JsonObject {
  return { fileData: { fileUri, ...(mimeType !== undefined && { mimeType }) } };
}

function warn({ warnings, platform }: PartContext, setting: string, message: string): void {
  warnings.push({ setting, message: `${platform.title} ${message}` });
}

function refusal(place: string, message: string): GatewayError {
  return new GatewayError('PROVIDER_REJECTED', { message: `${place}: ${message}` });
}
