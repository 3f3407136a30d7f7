/** The key that a verb is about, as long as it was not revoked: that is for good. */
import type { Draft } from '#admin/draft.ts';
import { Refusal } from '#admin/user-problem.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

/** @throws Refusal */
export function needWorkingKey(draft: Draft, id: string): ApiKeyConfig {
  const key = draft.need('api-key', id);
  if (key.revokedAt === null) return key;
  const message = `The key "${key.name}" was revoked and cannot be used or changed any more.`;
  throw new Refusal([{ code: 'invalid', path: ['id'], message, hint: 'Make a new key.' }]);
}
