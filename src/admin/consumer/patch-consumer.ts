/** What becomes of a consumer by a change. */

import type { ConsumerUpdateInput } from '#admin/consumer/consumer-input.ts';
import type { Draft } from '#admin/draft.ts';
import { patchReferences } from '#admin/patch-references.ts';
import { patched } from '#admin/patched.ts';
import { patchResource } from '#admin/resource.ts';
import type { ConsumerConfig } from '#core/config/document.ts';

export function patchConsumer(
  draft: Draft,
  known: ConsumerConfig,
  input: ConsumerUpdateInput,
  path: readonly string[] = ['input'],
): ConsumerConfig {
  return {
    ...patchResource(draft, 'consumer', known, input.resource, [...path, 'resource']),
    groupIds: patchReferences(draft, input.groupIds, {
      kind: 'consumer-group',
      known: known.groupIds,
      path: [...path, 'groupIds'],
    }),
    enabled: patched(input.enabled, known.enabled, true),
  };
}
