/** `GET /v1/models` and `GET /v1/models/{name}`: the models that a key may use. */
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
  return answering(deps, ({ snapshot, models }) => ({
    object: 'list',
    data: models
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .map(({ name }) => describe(name, snapshot)),
  }));
}

export function createOneModelDoor(deps: DoorDeps): Handler {
  return answering(deps, ({ snapshot, models }, { path }) => {
    const name = decodeName(path.slice(MODELS_PATH.length + 1));
    const model = name === undefined ? undefined : snapshot.models.get(name);
    if (name === undefined || !model || !models.includes(model)) throw new GatewayError('MODEL_NOT_FOUND');
    return describe(name, snapshot);
  });
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
function describe(name: string, { builtAt }: Snapshot): object {
  return { id: name, object: 'model', created: Math.floor(builtAt / 1_000), owned_by: 'gatehouse' };
}

function decodeName(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A stray percent sign: no name has one.
    return undefined;
  }
}
