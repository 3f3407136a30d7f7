/** A text as the numbers of its tokens, where it has to stand among the parts of a message. Who reads texts cannot read it. */
import type { ContentPart, VendorPart } from '#core/chat/request.ts';
import { estimateTokens } from '#core/chat/usage.ts';

const VENDOR = 'tokens';

export function tokenPart(tokens: readonly number[]): VendorPart {
  return { type: 'vendor', vendor: VENDOR, value: { tokens } };
}

/** Undefined for a part of another kind. */
export function tokensOf(part: ContentPart): readonly number[] | undefined {
  if (part.type !== 'vendor' || part.vendor !== VENDOR) return undefined;
  // Only `tokenPart` makes parts of this kind.
  return part.value.tokens as readonly number[];
}

/** Tokens of a message's parts: texts by estimate, and those that came as tokens by their number. */
export function estimateParts(content: readonly ContentPart[], text: string): number {
  return content.reduce((sum, part) => sum + (tokensOf(part)?.length ?? 0), estimateTokens(text));
}
