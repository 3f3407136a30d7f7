/**
 * `GET /v1/models` and `GET /v1/models/{name}`: the models that a key may use. Anthropic's clients ask at the same address, and
 * say who they are by the version of their wire: https://docs.anthropic.com/en/api/models-list
 */
import { GatewayError, toGatewayError } from '#core/error/gateway-error.ts';
import type { Model, Snapshot } from '#core/snapshot.ts';
import type { DoorDeps } from '#doors/door-deps.ts';
import { errorHeaders } from '#http/error-headers.ts';
import type { Exchange, Handler } from '#http/exchange.ts';
import { identify } from '#http/identify.ts';
import { sendJson } from '#http/send-json.ts';
import { encodeError } from '#openai/encode-error.ts';
import { usableModels } from '#pipeline/admit.ts';

export const MODELS_PATH = '/v1/models';

export function createListModelsDoor(deps: DoorDeps): Handler {
  return answering(deps, (seen, exchange) => {
    const sorted = seen.models.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    const data = sorted.map((model) => describe(model, model.name, seen, exchange));
    if (!speaksAnthropic(exchange)) return { object: 'list', data };
    return { data, has_more: false, first_id: sorted[0]?.name ?? null, last_id: sorted.at(-1)?.name ?? null };
  });
}

export function createOneModelDoor(deps: DoorDeps): Handler {
  return answering(deps, (seen, exchange) => {
    const name = decodeName(exchange.path.slice(MODELS_PATH.length + 1));
    const model = name === undefined ? undefined : seen.snapshot.models.get(name);
    if (name === undefined || !model || !seen.models.includes(model)) throw new GatewayError('MODEL_NOT_FOUND');
    return describe(model, name, seen, exchange);
  });
}

function speaksAnthropic({ header }: Exchange): boolean {
  return header('anthropic-version') !== undefined;
}

interface Seen {
  readonly snapshot: Snapshot;
  /** Those that the caller may use. */
  readonly models: readonly Model[];
}

function answering(
  { snapshots, hasher, pipeline }: DoorDeps,
  answer: (seen: Seen, exchange: Exchange) => object,
): Handler {
  return (exchange) => {
    try {
      const snapshot = snapshots.current();
      const caller = identify(exchange, snapshot, hasher, pipeline.clock.now());
      if (caller.type === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
      const models = usableModels(snapshot, caller, null);
      sendJson(exchange, { status: 200, body: JSON.stringify(answer({ snapshot, models }, exchange)) });
    } catch (thrown) {
      const error = toGatewayError(thrown);
      if (error.code === 'INTERNAL') pipeline.log.error('Models could not be listed.', { error });
      sendJson(exchange, { status: error.facts.status, headers: errorHeaders(error), body: encodeError(error) });
    }
  };
}

/** A model of the gateway has no date of birth of its own, so it gets that of the configuration. */
function describe({ displayName }: Model, name: string, { snapshot: { builtAt } }: Seen, exchange: Exchange): object {
  const seconds = Math.floor(builtAt / 1_000);
  if (!speaksAnthropic(exchange)) return { id: name, object: 'model', created: seconds, owned_by: 'gatehouse' };
  return { type: 'model', id: name, display_name: displayName, created_at: new Date(seconds * 1_000).toISOString() };
}

function decodeName(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A stray percent sign: no name has one.
    return undefined;
  }
}
