/** Who changes the configuration: written into every audit event. */

export const ACTOR_KINDS = ['user', 'access-token', 'config-file', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export interface Actor {
  readonly kind: ActorKind;
  /** Id of the user or token; null for a file and for the gateway itself. */
  readonly id: string | null;
  readonly displayName: string;
}

/** A proven right to administer, established once at the admin door. */
export interface AdminSession {
  readonly actor: Actor;
}
