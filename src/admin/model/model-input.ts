/** What a mutation may say of a model. */
import type { NewResource, ResourcePatch } from '#admin/resource.ts';

export interface ModelCreateInput extends ModelFields {
  readonly resource: NewResource;
  readonly targets: readonly TargetInput[];
}

/** What is absent stays; null takes the default again. */
export interface ModelUpdateInput extends ModelFields {
  readonly resource?: ResourcePatch | null | undefined;
  readonly targets?: readonly TargetInput[] | null | undefined;
}

interface ModelFields {
  readonly aliases?: readonly string[] | null | undefined;
  /** Null means once for each target. */
  readonly maxAttempts?: number | null | undefined;
  readonly enabled?: boolean | null | undefined;
}

export interface TargetInput {
  /** Made from provider and model where absent. */
  readonly name?: string | null | undefined;
  readonly providerId: string;
  readonly upstreamModel: string;
  /** 0 where absent. */
  readonly priority?: number | null | undefined;
  /** 100 where absent. */
  readonly weight?: number | null | undefined;
  /** The catalogue's where absent. */
  readonly price?: TargetPriceInput | null | undefined;
}

/** Millionths of a dollar for a million tokens. */
export interface TargetPriceInput {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly cachedInputPerMillion?: number | null | undefined;
  readonly cacheWritePerMillion?: number | null | undefined;
}
