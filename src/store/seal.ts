/** Seals secrets for the database: AES-256-GCM, bound to the place where they are kept. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '#core/secret.ts';
import type { SecretKey } from '#store/secret-key.ts';

export interface Sealer {
  /** `place` names the row, so that an envelope is worth nothing in another one. */
  seal(secret: string, place: string): string;
  /** Undefined where no key opens it or it was not sealed for that place. */
  open(envelope: string, place: string): string | undefined;
  /** Whether the current key sealed it. */
  isCurrent(envelope: string): boolean;
}

interface SealingKey {
  /** Written into envelopes: tells keys apart and says nothing about them. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** An envelope is `v1.<key id>.<iv>.<ciphertext and tag>`. */
export function createSealer({ current: newest, others }: SecretKey): Sealer {
  const current = sealingKey(newest);
  const keys = new Map([...others.map(sealingKey), current].map((key) => [key.id, key]));
  return {
    seal(secret, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current.bytes, iv).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, current.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(envelope, place) {
      const [version, id = '', iv = '', text = ''] = envelope.split('.');
      const key = version === VERSION ? keys.get(id) : undefined;
      const sealed = Buffer.from(text, 'base64url');
      if (!key || sealed.length < TAG_BYTES) return undefined;
      const at = sealed.length - TAG_BYTES;
      try {
        const options = { authTagLength: TAG_BYTES };
        const decipher = createDecipheriv(CIPHER, key.bytes, Buffer.from(iv, 'base64url'), options);
        decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(at));
        return Buffer.concat([decipher.update(sealed.subarray(0, at)), decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: another place, another key of the same id, or a byte was changed.
        return undefined;
      }
    },
    isCurrent: (envelope) => envelope.startsWith(`${VERSION}.${current.id}.`),
  };
}

/** The key itself is never used, so that other things may be derived from it. */
function sealingKey(key: Secret<Uint8Array>): SealingKey {
  const bytes = new Uint8Array(hkdfSync('sha256', key.reveal(), '', 'gatehouse sealing', 32));
  const id = createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 8);
  return { id, bytes };
}

export function secretPlace(credentialId: string): string {
  return `credentials:${credentialId}:secret`;
}
