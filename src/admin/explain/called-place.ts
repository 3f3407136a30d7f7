/** Where a call would come in and who would make it, by what the configuration says of the key, route and model named. */

import type { Caller } from '#core/caller.ts';
import type { ApiKeyConfig, ConfigDocument } from '#core/config/document.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { CallPlace, Route, Snapshot } from '#core/snapshot.ts';

/** What an administrator says of a call that was not made. */
export interface NamedCall {
  /** Absent for a caller without a key. */
  readonly apiKeyId?: string | undefined;
  /** Name of the route. */
  readonly route?: string | undefined;
  /** Name of the model. */
  readonly model?: string | undefined;
}

export interface CalledPlace {
  readonly caller: Caller;
  readonly route: Route | null;
}

/** @throws GatewayError that the caller would get. */
export function enterPlace({ apiKeyId, route }: NamedCall, snapshot: Snapshot, now: number): CalledPlace {
  return { caller: callerWith(apiKeyId, snapshot, now), route: routeNamed(route, snapshot) };
}

/** Whose chains the call would pass, also where it would be refused before it comes to them. */
export function placeIn(document: ConfigDocument, { apiKeyId, route }: NamedCall, modelId: string | null): CallPlace {
  const key = document.apiKeys.find(({ id }) => id === apiKeyId);
  const consumer = document.consumers.find(({ id }) => id === key?.consumerId);
  const routeId = document.routes.find(({ name }) => name === route)?.id;
  return {
    ...(routeId !== undefined && { routeId }),
    ...(modelId !== null && { modelId }),
    ...(consumer && { groupIds: consumer.groupIds, consumerId: consumer.id }),
    ...(key && { keyId: key.id }),
  };
}

/** @throws GatewayError NOT_FOUND: an administrator has named a key that is not there. */
export function assertKeyExists(document: ConfigDocument, { apiKeyId }: NamedCall): void {
  const isKey = ({ id }: ApiKeyConfig) => id === apiKeyId;
  if (apiKeyId === undefined || document.apiKeys.some(isKey)) return;
  throw new GatewayError('NOT_FOUND', { message: `There is no key with the id "${apiKeyId}".` });
}

function callerWith(apiKeyId: string | undefined, snapshot: Snapshot, now: number): Caller {
  // The call is nobody's, so it comes from nowhere: this address is kept free for examples (RFC 5737).
  const address = '192.0.2.1';
  if (apiKeyId === undefined) return { type: 'anonymous', address };
  const known = [...snapshot.keys.values()].find(({ caller }) => caller.id === apiKeyId);
  const isOver = known !== undefined && known.caller.expiresAt !== null && known.caller.expiresAt <= now;
  if (!known || isOver) throw new GatewayError('UNAUTHENTICATED');
  return { type: 'key', key: known.caller, consumer: known.consumer, address };
}

function routeNamed(name: string | undefined, snapshot: Snapshot): Route | null {
  if (name === undefined) return null;
  const route = snapshot.routesByName.get(name);
  if (route) return route;
  throw new GatewayError('NOT_FOUND', { message: `There is no route named "${name.slice(0, 100)}".` });
}
