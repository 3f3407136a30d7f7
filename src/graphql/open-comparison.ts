/** One aliased field that compares: several calls at once, each with its own chain, id and record. */
import type { GraphqlContext } from '#graphql/context.ts';
import { type ComparisonFieldOptions, type GatewayCall, openCall } from '#graphql/gateway-call.ts';

export interface GatewayComparison {
  readonly id: string;
  readonly lanes: readonly OpenLane[];
  /** Stops all of its calls. */
  stop(): void;
}

export interface OpenLane {
  /** Name of the model. */
  readonly model: string;
  readonly call: GatewayCall;
}

/** @throws GatewayError INVALID_REQUEST where there is nothing to compare. */
export function openComparison(
  { door, lanes }: ComparisonFieldOptions,
  args: Readonly<Record<string, unknown>>,
  context: GraphqlContext,
  signal: AbortSignal,
): GatewayComparison {
  const asked = lanes(args);
  const comparisonId = context.deps.newComparisonId();
  const opened = asked.map(({ model, decode }) => ({
    model,
    call: openCall({ door, comparisonId, decode }, context, signal),
  }));
  return {
    id: comparisonId,
    lanes: opened,
    stop() {
      for (const { call } of opened) call.stop();
    },
  };
}
