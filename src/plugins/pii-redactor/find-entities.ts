/** Finds personal data in a text; where two finds overlap, that of the earlier detector counts. */
import type { EntityType } from '#plugins/pii-redactor/config.ts';
import type { Detector } from '#plugins/pii-redactor/detectors.ts';

export interface Entity {
  readonly type: EntityType;
  readonly start: number;
  /** Infinite where its end has not come yet. */
  readonly end: number;
}

/** In order of their start. */
export function findEntities(text: string, detectors: readonly Detector[]): Entity[] {
  const found: Entity[] = [];
  for (const { type, pattern, accepts, until } of detectors) {
    for (const match of text.matchAll(pattern)) {
      const [word] = match;
      const start = match.index;
      const after = text.slice(start + word.length, start + word.length + 2);
      if (accepts && !accepts(word.replace(/[ .-]/g, ''), word, after)) continue;
      const end = until ? endOf(text, start + word.length, until) : start + word.length;
      if (!found.some((other) => other.start < end && start < other.end)) found.push({ type, start, end });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

function endOf(text: string, from: number, until: RegExp): number {
  const last = until.exec(text.slice(from));
  return last ? from + last.index + last[0].length : Number.POSITIVE_INFINITY;
}
