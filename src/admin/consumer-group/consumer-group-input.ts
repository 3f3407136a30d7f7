/** What a mutation may say of a consumer group. */
import type { NewResource, ResourcePatch } from '#admin/resource.ts';

export interface ConsumerGroupCreateInput extends ConsumerGroupFields {
  readonly resource: NewResource;
}

/** What is absent stays; null takes the default again. */
export interface ConsumerGroupUpdateInput extends ConsumerGroupFields {
  readonly resource?: ResourcePatch | null | undefined;
}

interface ConsumerGroupFields {
  /** Empty means all. */
  readonly allowedModelIds?: readonly string[] | null | undefined;
}
