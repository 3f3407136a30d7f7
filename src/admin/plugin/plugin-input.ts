/** What a mutation may say of a plugin. */
import type { ChainScope } from '#admin/chain/chain-input.ts';
import type { NewResource, ResourcePatch } from '#admin/resource.ts';
import type { JsonObject } from '#core/json.ts';

export interface PluginCreateInput {
  readonly resource: NewResource;
  /** Id of the plugin definition. */
  readonly type: string;
  readonly config: JsonObject;
  /** Chains to the end of which it goes at once. */
  readonly attachTo?: readonly ChainScope[] | null | undefined;
}

/** What is absent stays. */
export interface PluginUpdateInput {
  readonly resource?: ResourcePatch | null | undefined;
  /** The whole new configuration. */
  readonly config?: JsonObject | null | undefined;
}
