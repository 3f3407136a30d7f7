/** Gives an API key a new secret. The one before works on for as long as is asked, so that callers can change over. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { KeyWithText, RotateApiKey } from '#admin/api-key/api-key-input.ts';
import { needWorkingKey } from '#admin/api-key/need-working-key.ts';
import { type ChangeOutcome, changeConfig, type WriteOptions } from '#admin/change-config.ts';
import type { Draft } from '#admin/draft.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

const LONGEST_OVERLAP_MS = 90 * 86_400_000;
const ID_PREFIX = 'key_';

export function rotateApiKey(
  { id, overlapMs }: RotateApiKey,
  context: AdminContext,
  options: WriteOptions,
): Promise<ChangeOutcome<KeyWithText>> {
  const { deps } = context;
  const minted = deps.mintKey(id.slice(ID_PREFIX.length));
  const now = deps.clock.now();
  const edit = (draft: Draft): KeyWithText => {
    const known = needWorkingKey(draft, id);
    if (!(overlapMs >= 0 && overlapMs <= LONGEST_OVERLAP_MS))
      draft.report('out-of-range', ['overlap'], 'Must not be longer than 90 days.');
    const before =
      overlapMs === 0
        ? { previousHash: null, previousUntil: null }
        : { previousHash: known.hash, previousUntil: now + overlapMs };
    const apiKey: ApiKeyConfig = { ...known, hash: minted.hash, hint: minted.hint, ...before };
    draft.replace('api-key', apiKey, []);
    return { apiKey, plaintext: options.dryRun ? null : minted.text };
  };
  return changeConfig({ action: 'api-key.rotate', targetOf: ({ apiKey }) => apiKey, edit }, context, options);
}
