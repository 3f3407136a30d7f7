/** The first call, ready for a shell. */
import { shellText } from '#graphql/shell-text.ts';

export interface FirstCall {
  readonly publicUrl: string;
  readonly path: string;
  /** Null where callers come without one. */
  readonly key: string | null;
}

const BODY = JSON.stringify({ messages: [{ role: 'user', content: 'How does an AI gateway work?' }] });

export function curlLine({ publicUrl, path, key }: FirstCall): string {
  const headers = [...(key === null ? [] : [`authorization: Bearer ${key}`]), 'content-type: application/json'];
  const options = headers.map((header) => `-H ${shellText(header)}`);
  return ['curl', quotedIfNeeded(publicUrl + path), ...options, '-d', shellText(BODY)].join(' ');
}

/** Shells leave these alone. */
function quotedIfNeeded(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : shellText(text);
}
