/** What generations of models can do, by their names. https://docs.anthropic.com/en/docs/about-claude/models/overview */

interface Generation {
  readonly major: number;
  readonly minor: number;
}

/** Names are `claude-3-5-sonnet-20241022` or `claude-sonnet-4-5-20250929`; undefined for any other. */
function generationOf(model: string): Generation | undefined {
  const [, first, second] = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2}))?(?![\d])/.exec(model) ?? [];
  return first === undefined ? undefined : { major: Number(first), minor: Number(second ?? 0) };
}

function isAtLeast(model: string, major: number, minor: number): boolean {
  const generation = generationOf(model);
  // A name without a number is newer than this list.
  if (!generation) return true;
  return generation.major > major || (generation.major === major && generation.minor >= minor);
}

/** https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs */
export function hasStructuredOutput(model: string): boolean {
  return isAtLeast(model, 4, 5) || /opus-4-1\b/.test(model);
}

/** Decides by itself how long to think. https://docs.anthropic.com/en/docs/build-with-claude/adaptive-thinking */
export function thinksAdaptively(model: string): boolean {
  return isAtLeast(model, 4, 6);
}

/** The first models of the third generation write no more. */
export function outputLimitOf(model: string): number {
  return isAtLeast(model, 3, 5) ? Number.POSITIVE_INFINITY : 4_096;
}
