/** What becomes of a consumer group by a change. */

import type { ConsumerGroupUpdateInput } from '#admin/consumer-group/consumer-group-input.ts';
import type { Draft } from '#admin/draft.ts';
import { patchReferences } from '#admin/patch-references.ts';
import { patchResource } from '#admin/resource.ts';
import type { ConsumerGroupConfig } from '#core/config/document.ts';

export function patchConsumerGroup(
  draft: Draft,
  known: ConsumerGroupConfig,
  input: ConsumerGroupUpdateInput,
  path: readonly string[] = ['input'],
): ConsumerGroupConfig {
  return {
    ...patchResource(draft, 'consumer-group', known, input.resource, [...path, 'resource']),
    allowedModelIds: patchReferences(draft, input.allowedModelIds, {
      kind: 'model',
      known: known.allowedModelIds,
      path: [...path, 'allowedModelIds'],
    }),
  };
}
