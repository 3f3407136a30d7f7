/** Hashes the secrets of API keys for the store. They are random, so a slow hash would only make guessing cheap for us to suffer. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface KeyHasher {
  /** HMAC-SHA-256 of the secret, base64url. */
  hash(secret: string): string;
  /** Whether one of the hashes is that of the secret. Takes the same time wherever they differ. */
  matches(secret: string, hashes: readonly string[]): boolean;
}

/** Without the pepper, a stolen database proves no key. */
export function createKeyHasher(pepper: string | Uint8Array): KeyHasher {
  const digest = (secret: string) => createHmac('sha256', pepper).update(secret).digest();
  return {
    hash: (secret) => digest(secret).toString('base64url'),
    matches(secret, hashes) {
      const wanted = digest(secret);
      return hashes.reduce((found, hash) => isSame(wanted, Buffer.from(hash, 'base64url')) || found, false);
    },
  };
}

function isSame(wanted: Buffer, given: Buffer): boolean {
  return given.length === wanted.length && timingSafeEqual(wanted, given);
}
