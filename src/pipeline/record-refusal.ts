/** A call that was refused at its door, before any chain: the observers see it all the same. */
import type { GatewayError } from '#core/error/gateway-error.ts';
import type { Arrival, PipelineDeps } from '#pipeline/call.ts';
import { createReport } from '#pipeline/report-draft.ts';
import { recordEnding } from '#pipeline/settle.ts';

export interface Refusal {
  readonly arrival: Arrival;
  readonly error: GatewayError;
  readonly modelName?: string;
  readonly streamed: boolean;
}

export function recordRefusal({ arrival, error, modelName, streamed }: Refusal, deps: PipelineDeps): void {
  const durationMs = Math.max(0, deps.clock.now() - arrival.startedAt);
  const report = createReport();
  recordEnding({ arrival, report, error, streamed, durationMs, ...(modelName !== undefined && { modelName }) }, deps);
}
