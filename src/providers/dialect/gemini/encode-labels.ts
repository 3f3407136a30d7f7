/** Writes metadata as labels, where the platform has them and their narrow spelling fits. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { Platform } from '#providers/dialect/gemini/platform.ts';

/** https://docs.cloud.google.com/resource-manager/docs/labels-overview#requirements */
const KEY = /^\p{Ll}[\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

export function encodeLabels({ metadata }: ChatRequest, platform: Platform, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(metadata);
  const fits = ([key, value]: readonly [string, string]): boolean =>
    platform.takesLabels && KEY.test(key) && VALUE.test(value);
  for (const [key] of entries.filter((entry) => !fits(entry))) {
    const message = platform.takesLabels
      ? `${platform.title} takes lower-case labels of at most 63 signs only.`
      : `${platform.title} takes no metadata.`;
    warnings.push({ setting: `metadata.${key}`, message });
  }
  const labels = Object.fromEntries(entries.filter(fits));
  return Object.keys(labels).length > 0 ? { labels } : {};
}
