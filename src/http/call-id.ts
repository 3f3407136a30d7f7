/** Ids of calls: `chat_` and a ULID, so that they sort by time. See https://github.com/ulid/spec. */

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;
/** Random bytes are asked for in large pieces, because each asking costs more than the bytes. */
const POOL_BYTES = 4_096;

export interface CallIdSource {
  /** Milliseconds since 1970. */
  now(): number;
  randomBytes(size: number): Uint8Array;
}

export function createCallIds({ now, randomBytes }: CallIdSource): () => string {
  let pool = new Uint8Array(0);
  let used = 0;
  let lastTime = -1;
  let prefix = '';

  return () => {
    const time = now();
    if (time !== lastTime) {
      lastTime = time;
      prefix = `chat_${timeDigits(time)}`;
    }
    if (used + RANDOM_DIGITS > pool.length) {
      pool = new Uint8Array(randomBytes(POOL_BYTES));
      used = 0;
    }
    let id = prefix;
    for (const byte of pool.subarray(used, used + RANDOM_DIGITS)) id += CROCKFORD.charAt(byte & 31);
    used += RANDOM_DIGITS;
    return id;
  };
}

function timeDigits(time: number): string {
  let rest = time;
  let digits = '';
  for (let index = 0; index < TIME_DIGITS; index += 1) {
    digits = CROCKFORD.charAt(rest % 32) + digits;
    rest = Math.floor(rest / 32);
  }
  return digits;
}
