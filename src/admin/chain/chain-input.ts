/** What a mutation may say of a chain. */
import type { ChainEntryConfig, PluginScope } from '#core/config/document.ts';

export interface ChainScope {
  readonly scope: PluginScope;
  /** Null for the workspace. */
  readonly scopeId: string | null;
}

export interface ChainEntryInput {
  readonly pluginId: string;
  /** True where absent. */
  readonly enabled?: boolean | null | undefined;
  /** What the plugin type says where absent. */
  readonly stage?: ChainEntryConfig['stage'] | undefined;
  /** What the plugin type says where absent. */
  readonly onFailure?: ChainEntryConfig['onFailure'] | undefined;
  readonly timeoutMs?: number | null | undefined;
}

export interface SetChain {
  readonly scope: ChainScope;
  /** 0 for a chain that was never set. */
  readonly expectedRevision: number;
  /** All of them, in order. */
  readonly entries: readonly ChainEntryInput[];
}
