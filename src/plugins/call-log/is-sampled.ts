/** Chooses a share of calls by their ids, so that every log of a call agrees on whether it is kept. */

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

export function isSampled(callId: string, share: number): boolean {
  let hash = OFFSET;
  for (let index = 0; index < callId.length; index += 1) hash = Math.imul(hash ^ callId.charCodeAt(index), PRIME);
  // The low bits of FNV are the well mixed ones, so they are folded into the high ones before the share is taken.
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return mixed / 2 ** 32 < share;
}
