/** What becomes of an API key by a change. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ApiKeyUpdateInput } from '#admin/api-key/api-key-input.ts';
import type { Draft } from '#admin/draft.ts';
import { patchReferences } from '#admin/patch-references.ts';
import { patched } from '#admin/patched.ts';
import { patchResource } from '#admin/resource.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

export function patchApiKey(
  draft: Draft,
  known: ApiKeyConfig,
  input: ApiKeyUpdateInput,
  { deps }: AdminContext,
): ApiKeyConfig {
  const { resource, allowedModelIds, allowedRouteIds, permissions, expiresAt, paused } = input;
  if (expiresAt != null && expiresAt <= deps.clock.now())
    draft.report('out-of-range', ['input', 'expiresAt'], 'That time has passed already.');
  return {
    ...known,
    ...patchResource(draft, 'api-key', known, resource),
    allowedModelIds: patchReferences(draft, allowedModelIds, {
      kind: 'model',
      known: known.allowedModelIds,
      path: ['input', 'allowedModelIds'],
    }),
    allowedRouteIds: patchReferences(draft, allowedRouteIds, {
      kind: 'route',
      known: known.allowedRouteIds,
      path: ['input', 'allowedRouteIds'],
    }),
    permissions: permissions === undefined ? known.permissions : [...new Set(permissions)],
    expiresAt: patched(expiresAt, known.expiresAt, null),
    paused: patched(paused, known.paused, false),
  };
}
