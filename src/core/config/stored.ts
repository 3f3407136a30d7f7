/** The configuration as the store has it: the document, and what is known of each resource besides. */
import type { ConfigDocument } from '#core/config/document.ts';

export interface StoredConfig {
  /** Grows by one with every change; 0 before the first. */
  readonly revision: number;
  readonly document: ConfigDocument;
  /** By id, for every resource and for every chain that was ever set. */
  readonly meta: ReadonlyMap<string, ResourceMeta>;
}

export interface ResourceMeta {
  /** Grows by one with every change of this resource; 0 for a chain that was never set. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Stored<Config> = Config & ResourceMeta;

export const NEVER_STORED: ResourceMeta = { revision: 0, createdAt: 0, updatedAt: 0 };
