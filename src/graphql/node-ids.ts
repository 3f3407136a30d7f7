/** Global ids: the store's own ids, whose prefix says what they name. Nothing is encoded, so logs and URLs read the same. */
import { GatewayError } from '#core/error/gateway-error.ts';

/** Prefix to type. */
const NODE_TYPES: Readonly<Record<string, string>> = {
  aud: 'AuditEvent',
  chat: 'Call',
  chn: 'PluginChain',
  crd: 'Credential',
  csm: 'Consumer',
  grp: 'ConsumerGroup',
  key: 'ApiKey',
  mdl: 'Model',
  plg: 'PluginInstance',
  prv: 'Provider',
  rev: 'ConfigRevision',
  rte: 'Route',
};

export interface NodeId {
  readonly typename: string;
  readonly id: string;
}

/** Name of the type that the prefix says; undefined where it says none. */
export function typeNameOf(id: string): string | undefined {
  const prefix = id.slice(0, Math.max(0, id.indexOf('_')));
  return Object.hasOwn(NODE_TYPES, prefix) ? NODE_TYPES[prefix] : undefined;
}

/** @throws GatewayError INVALID_REQUEST where the prefix names nothing. */
export function decodeNodeId(id: string): NodeId {
  const typename = typeNameOf(id);
  if (typename) return { typename, id };
  throw new GatewayError('INVALID_REQUEST', {
    message: 'id: This is not an id of this gateway. Ids look like "prv_…" or "mdl_…".',
  });
}
