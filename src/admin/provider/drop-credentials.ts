/** Takes all credentials of a provider away. */
import type { Draft } from '#admin/draft.ts';

export function dropCredentials(draft: Draft, providerId: string): void {
  for (const credential of draft.all('credential')) {
    if (credential.providerId === providerId) draft.remove('credential', credential.id);
  }
}
