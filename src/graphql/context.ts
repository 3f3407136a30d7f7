/** What every resolver gets: one object for each operation, whichever transport it came by. */
import type { AdminDeps } from '#admin/admin-deps.ts';
import type { AdminSession } from '#core/actor.ts';
import type { Caller } from '#core/caller.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Snapshot, SnapshotHolder } from '#core/snapshot.ts';
import type { EventHub } from '#events/event-hub.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';
import type { GatewayComparison } from '#graphql/open-comparison.ts';
import type { PipelineDeps } from '#pipeline/call.ts';

export interface GraphqlContext {
  readonly deps: GraphqlDeps;
  /** Names this operation in the log; a call made by it has an id of its own. */
  readonly requestId: string;
  /** Aborted when the one who asked goes away. */
  readonly signal: AbortSignal;
  /** Taken once for the operation. */
  readonly snapshot: Snapshot;
  /** Network address of the peer. */
  readonly address: string;
  /** A header of the request by lower-case name; over a socket, what its connection parameters or its upgrade said. */
  header(name: string): string | undefined;
  /** Who calls, established at the first question. @throws GatewayError UNAUTHENTICATED where a key was sent that is not valid. */
  caller(): Caller;
  /** Null on the public surface, never on the admin surface. */
  readonly admin: AdminSession | null;
  /** Ids of the calls that this operation made, in order. */
  readonly callIds: string[];
  /** Set by the gateway plugin for the resolvers of the fields that it wraps. */
  readonly call?: GatewayCall;
  /** The same for fields that are several calls. */
  readonly comparison?: GatewayComparison;
}

/** What the GraphQL door needs of the rest of the house. */
export interface GraphqlDeps {
  readonly pipeline: PipelineDeps;
  readonly snapshots: SnapshotHolder;
  /** What the verbs of administrators work with. */
  readonly admin: AdminDeps;
  /** What happens while somebody listens. */
  readonly events: EventHub;
  /** Asked when it is needed: the address is known once the listener stands. */
  readonly server: () => ServerFacts;
  /** A new id for a call: `chat_…`. */
  readonly newCallId: () => string;
  /** A new id for several calls that are compared: `cmp_…`. */
  readonly newComparisonId: () => string;
  /** Anonymous where no key or a JSON Web Token was sent. @throws GatewayError UNAUTHENTICATED where one was sent that is not valid. */
  readonly identify: (visitor: Visitor, snapshot: Snapshot) => Caller;
  /** Null where the request carries no valid admin credential. */
  readonly authenticateAdmin: (visitor: Visitor) => Promise<AdminSession | null>;
}

/** What an administrator may know of this process. */
export interface ServerFacts {
  readonly version: string;
  /** Where callers reach the gateway, without a slash at its end. */
  readonly publicUrl: string;
  /** Kind of store in use, such as `sqlite`. */
  readonly store: string;
}

/** As much of a request as says who sent it. */
export interface Visitor {
  readonly address: string;
  header(name: string): string | undefined;
}

export interface Operation extends Visitor {
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly admin: AdminSession | null;
  /** Filled while the operation runs. */
  readonly callIds: string[];
}

export function createContext(operation: Operation, deps: GraphqlDeps): GraphqlContext {
  const snapshot = deps.snapshots.current();
  const { requestId, signal, admin, address, callIds } = operation;
  let known: Caller | undefined;
  return {
    deps,
    requestId,
    signal,
    snapshot,
    address,
    admin,
    callIds,
    header: (name) => operation.header(name),
    caller() {
      known ??= deps.identify(operation, snapshot);
      return known;
    },
  };
}

/** The call that the gateway plugin opened for this field. */
export function callOf({ call }: GraphqlContext): GatewayCall {
  if (!call) throw new GatewayError('INTERNAL', { internal: 'The field is not flagged as a gateway field.' });
  return call;
}

/** The calls that the gateway plugin opened for this field. */
export function comparisonOf({ comparison }: GraphqlContext): GatewayComparison {
  if (!comparison)
    throw new GatewayError('INTERNAL', { internal: 'The field is not flagged as one of several calls.' });
  return comparison;
}
