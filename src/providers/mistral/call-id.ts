/**
 * Mistral takes ids of tool calls with nine letters and digits only, so another vendor's id is given one that follows from it.
 * https://mistralai.github.io/mistral-common/usage/tools/
 */

const ALLOWED = /^[a-zA-Z0-9]{9}$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 9;

/** The same for the same id: the call and its answer still find each other. */
export function toMistralCallId(id: string): string {
  if (ALLOWED.test(id)) return id;
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) text += LETTERS[hash(`${place} ${id}`) % LETTERS.length];
  return text;
}

/** FNV-1a with 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
