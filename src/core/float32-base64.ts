/** Vectors as base64 of little-endian float32, the short form in which OpenAI's wire carries them. */

const BYTES = 4;

export function encodeFloats(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * BYTES));
  for (const [index, value] of values.entries()) view.setFloat32(index * BYTES, value, true);
  return Buffer.from(view.buffer).toString('base64');
}

/** Undefined where the text is not base64 of whole numbers of that size. */
export function decodeFloats(text: string): number[] | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % BYTES !== 0 || !isBase64(text, bytes.length)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / BYTES }, (_, index) => view.getFloat32(index * BYTES, true));
}

/** What is no base64 was skipped when it was read, so that the lengths do not fit. */
function isBase64(text: string, length: number): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor(((text.length - padding) * 3) / 4) === length;
}
