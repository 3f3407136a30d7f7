/** Everything that is made of randomness or of a key: ids, API keys, fingerprints. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { MintedKey } from '#admin/admin-deps.ts';
import { mintApiKey } from '#http/api-key.ts';
import { createCallIds } from '#http/call-id.ts';
import { createKeyHasher, type KeyHasher } from '#http/key-hasher.ts';

export interface Keyring {
  readonly hasher: KeyHasher;
  readonly newCallId: () => string;
  newId(prefix: string): string;
  mintKey(publicId?: string): MintedKey;
  fingerprint(secret: string): string;
}

const ID_LENGTH = 16;
const ID_CHARACTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const FINGERPRINT_LENGTH = 16;

/** `root` is 32 random bytes that stay the same for the life of the database. */
export function createKeyring(root: Uint8Array): Keyring {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', root, '', `gatehouse ${purpose}`, 32));
  const hasher = createKeyHasher(derive('api keys'));
  const marks = derive('fingerprints');
  return {
    hasher,
    newCallId: createCallIds({ now: Date.now, randomBytes }),
    newId: (prefix) => `${prefix}_${randomCharacters(ID_LENGTH)}`,
    mintKey(publicId) {
      const { publicId: id, secret, text, hint } = mintApiKey(randomBytes, publicId);
      return { id: `key_${id}`, text, hint, hash: hasher.hash(secret) };
    },
    fingerprint: (secret) => createHmac('sha256', marks).update(secret).digest('hex').slice(0, FINGERPRINT_LENGTH),
  };
}

/** The alphabet has 32 characters, so five bits of each byte choose one evenly. */
function randomCharacters(length: number): string {
  return Array.from(randomBytes(length), (byte) => ID_CHARACTERS.charAt(byte & 31)).join('');
}
