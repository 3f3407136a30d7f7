/** What a caller sees of an error that is not data: our own message and code, or a fault's id and nothing else. */
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { formatDuration } from '#core/duration.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { Log } from '#core/ports.ts';

/** Faults are logged here, with the id that the caller gets. */
export function maskError(thrown: unknown, log: Log): GraphQLError {
  const place = thrown instanceof GraphQLError ? placeOf(thrown) : {};
  const cause = originOf(thrown);
  if (cause instanceof GatewayError && cause.code !== 'INTERNAL') {
    return new GraphQLError(cause.message, { ...place, extensions: extensionsOf(cause) });
  }
  if (cause instanceof GraphQLError && thrown instanceof GraphQLError) return thrown;
  const faultId = `fault_${randomUUID()}`;
  log.error('A GraphQL operation failed.', {
    faultId,
    path: thrown instanceof GraphQLError ? thrown.path?.join('.') : undefined,
    error: cause,
  });
  const message = 'Something went wrong inside the gateway. Quote the fault id to its operator.';
  return new GraphQLError(message, { ...place, extensions: { code: 'INTERNAL', faultId } });
}

export function extensionsOf({ code, facts, details }: GatewayError): Record<string, unknown> {
  const { retryAfterMs, issues, missing } = details;
  return {
    code,
    retryable: facts.repeatable,
    ...(retryAfterMs !== undefined && { retryAfter: formatDuration(retryAfterMs) }),
    ...(issues && { issues }),
    ...(missing !== undefined && { missing }),
  };
}

function originOf(thrown: unknown): unknown {
  if (!(thrown instanceof GraphQLError)) return thrown;
  const cause = thrown.originalError ?? thrown.cause;
  return cause ? originOf(cause) : thrown;
}

function placeOf({ nodes, source, positions, path }: GraphQLError) {
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
}
