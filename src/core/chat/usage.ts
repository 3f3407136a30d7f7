/** Tokens of one answer. */

/** An absent number means that the provider did not say, which is not the same as zero. */
export interface Usage {
  /** Includes the cached ones. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
  /** Includes the reasoning ones. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  /** True where the gateway counted because the provider did not. */
  readonly estimated: boolean;
}

export const UNKNOWN_USAGE: Usage = { estimated: false };

export function totalTokens({ inputTokens = 0, outputTokens = 0 }: Usage): number {
  return inputTokens + outputTokens;
}

/**
 * A rough count for text whose provider did not report one: four characters a token for Latin scripts, one and a half
 * where most characters are wider. Never zero for text that is not empty.
 */
export function estimateTokens(text: string): number {
  if (text === '') return 0;
  let wide = 0;
  for (const character of text) if (character > '\u2e7f') wide += 1;
  return Math.max(1, Math.ceil((text.length - wide) / 4 + wide / 1.5));
}
