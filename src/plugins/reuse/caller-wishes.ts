/** What the caller asks of caches: https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1 */
import type { PluginContext } from '#core/plugin.ts';

export interface CallerWishes {
  /** May an answer that is kept be given? */
  readonly read: boolean;
  /** May the new answer be kept? */
  readonly write: boolean;
  /** How old an answer may be; Infinity where nothing was said. */
  readonly maxAgeMs: number;
}

export function callerWishes(context: PluginContext): CallerWishes {
  const header = context.header('cache-control') ?? '';
  const directives = header.split(',').map((directive) => directive.trim().toLowerCase());
  const maxAgeMs = Math.min(...directives.map(maxAgeOf));
  const write = !directives.includes('no-store');
  return { read: write && !directives.includes('no-cache') && maxAgeMs > 0, write, maxAgeMs };
}

/** One that is not understood wishes nothing. */
function maxAgeOf(directive: string): number {
  const seconds = /^max-age\s*=\s*"?(\d{1,12})"?$/.exec(directive)?.[1];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1_000;
}
