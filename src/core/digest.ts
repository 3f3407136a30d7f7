/** SHA-256 of a text in hexadecimal: a short name for something long, not a way to keep a secret. */

const ENCODER = new TextEncoder();

export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', ENCODER.encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
