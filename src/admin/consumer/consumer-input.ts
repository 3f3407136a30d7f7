/** What a mutation may say of a consumer. */
import type { NewResource, ResourcePatch } from '#admin/resource.ts';

export interface ConsumerCreateInput extends ConsumerFields {
  readonly resource: NewResource;
}

/** What is absent stays; null takes the default again. */
export interface ConsumerUpdateInput extends ConsumerFields {
  readonly resource?: ResourcePatch | null | undefined;
}

interface ConsumerFields {
  readonly groupIds?: readonly string[] | null | undefined;
  readonly enabled?: boolean | null | undefined;
}
