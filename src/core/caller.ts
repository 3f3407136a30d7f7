/** Who calls: established once at the door, the same for every room behind it. */

export type Caller = KeyCaller | AnonymousCaller;

export interface KeyCaller {
  readonly type: 'key';
  readonly key: CallerKey;
  readonly consumer: CallerConsumer;
  /** Network address of the peer. */
  readonly address: string;
}

/** Nobody known; only routes with ANONYMOUS access let it in. */
export interface AnonymousCaller {
  readonly type: 'anonymous';
  readonly address: string;
}

/** Somebody that came in anonymously and whom a plugin then knew by a token. */
export interface TokenCaller {
  readonly type: 'token';
  /** Who says so, and whom it means there. */
  readonly issuer: string;
  readonly subject: string;
  /** As the token names it; its id is none of the configuration. */
  readonly consumer: CallerConsumer;
  readonly address: string;
}

export interface CallerKey {
  readonly id: string;
  readonly name: string;
  /** The shown characters, such as `gh_live_8f3k…`. */
  readonly hint: string;
  readonly expiresAt: number | null;
  /** Ids; `all` where the key is not limited. */
  readonly allowedModels: ReadonlySet<string> | 'all';
  readonly allowedRoutes: ReadonlySet<string> | 'all';
  readonly permissions: ReadonlySet<KeyPermission>;
}

export interface CallerConsumer {
  readonly id: string;
  readonly name: string;
  /** Ids of its groups, ordered by their names. */
  readonly groupIds: readonly string[];
  /** Their names, in the same order. */
  readonly groupNames: readonly string[];
}

/** What a key may do besides calling. */
export const KEY_PERMISSIONS = ['see-targets', 'see-traces'] as const;
export type KeyPermission = (typeof KEY_PERMISSIONS)[number];
