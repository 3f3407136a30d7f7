/** A vector made from the letters of a text: the same for the same, and near for texts that have words in common. */
import type { EmbeddingInput } from '#core/embedding.ts';

export const USUAL_DIMENSIONS = 64;

const GRAM = 3;

/** Of length one, as those of real models are. */
export function vectorOf(input: EmbeddingInput, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const gram of gramsOf(input)) {
    const hash = hashOf(gram);
    const place = hash % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash & 0x80000000 ? -1 : 1);
  }
  const length = Math.hypot(...vector);
  // What cancels out, or an empty text, points somewhere all the same.
  return length === 0 ? vector.map((_, index) => (index === 0 ? 1 : 0)) : vector.map((value) => value / length);
}

/** Each three letters in a row of each word, or each token. */
function gramsOf(input: EmbeddingInput): readonly string[] {
  if (typeof input !== 'string') return input.map((token) => `#${token}`);
  const words = input.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [input];
  return words.flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: padded.length - GRAM + 1 }, (_, start) => padded.slice(start, start + GRAM));
  });
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
