/** Where the bytes of an image or a file are: at an address, or in the request itself. */
import type { MediaSource } from '#core/chat/request.ts';

const DATA_URL = /^data:([^,;]+)(?:;[^,;]*)*;base64,/i;

/** Undefined for all that is neither an http(s) address nor a base64 data: URL. */
export function decodeSource(url: string): MediaSource | undefined {
  // Only the head is matched: what follows may be many megabytes.
  const head = url.slice(0, 200);
  const [prefix, mediaType] = DATA_URL.exec(head) ?? [];
  if (prefix !== undefined && mediaType !== undefined) {
    return { type: 'base64', mediaType: mediaType.toLowerCase(), base64: url.slice(prefix.length) };
  }
  return /^https?:\/\/./i.test(head) ? { type: 'url', url } : undefined;
}
