/**
 * The resolution at which media are looked at is one for the whole call here, so that it can be said where all media are
 * images of the same detail. https://ai.google.dev/gemini-api/docs/media-resolution
 */
import type { ContentPart, Message } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';

type Detail = 'low' | 'high';

const LEVELS: Readonly<Record<Detail, string>> = { low: 'MEDIA_RESOLUTION_LOW', high: 'MEDIA_RESOLUTION_HIGH' };

/** Undefined where there is none, or where other media would be looked at so too. */
export function sharedDetail(messages: readonly Message[]): Detail | undefined {
  const media = messages
    .flatMap(({ content }): readonly ContentPart[] => content)
    .filter(({ type }) => type !== 'text');
  const details = new Set(media.map((part) => (part.type === 'image' ? part.detail : undefined)));
  const [detail] = details;
  return details.size === 1 && (detail === 'low' || detail === 'high') ? detail : undefined;
}

export function encodeDetail(detail: Detail | undefined): JsonObject {
  return detail === undefined ? {} : { mediaResolution: LEVELS[detail] };
}
