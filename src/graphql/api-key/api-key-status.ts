/** What a key amounts to at a moment: the strongest reason against it wins. */
import type { ApiKeyConfig } from '#core/config/document.ts';
import { enumOf } from '#graphql/enum.ts';

type Status = 'active' | 'paused' | 'expired' | 'revoked';

export const ApiKeyStatus = enumOf<Status>('ApiKeyStatus', {
  description: 'States of keys.',
  members: {
    active: 'Works.',
    paused: 'Switched off for now.',
    expired: 'Its time is over.',
    revoked: 'Revoked for good.',
  },
});

/** `now` is in milliseconds since 1970. */
export function statusOf({ revokedAt, expiresAt, paused }: ApiKeyConfig, now: number): Status {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  return paused ? 'paused' : 'active';
}
