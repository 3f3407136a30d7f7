/** Runs one hook of one plugin: times it, writes the trace, and turns its failures into what the chain entry says. */
import type { TraceStep } from '#core/call-report.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { EnteredPlugin, Trip } from '#pipeline/trip.ts';

/** `undefined` where the hook failed and its entry says to go on without it. */
export async function runHook<Value>(
  trip: Trip,
  entered: EnteredPlugin,
  phase: TraceStep['phase'],
  hook: () => Value | Promise<Value>,
  outcomeOf: (value: Value) => TraceStep['outcome'],
): Promise<Value | undefined> {
  const { clock } = trip.deps;
  const startedAt = clock.elapsed();
  const trace = (outcome: TraceStep['outcome']) =>
    writeStep(trip, entered, phase, outcome, clock.elapsed() - startedAt);
  try {
    const pending = hook();
    const value = pending instanceof Promise ? await withinTime(pending, entered.bound.timeoutMs) : pending;
    trace(outcomeOf(value));
    return value;
  } catch (thrown) {
    const error = judgeFailure(trip, entered, thrown);
    trace(error ? 'refused' : 'failed-open');
    if (error) throw error;
    return undefined;
  }
}

/** The error that ends the call, or undefined where the call may go on without the plugin. */
export function judgeFailure(trip: Trip, { bound }: EnteredPlugin, thrown: unknown): GatewayError | undefined {
  if (thrown instanceof GatewayError) return thrown;
  const { callId } = trip.call;
  trip.deps.log.error('A plugin failed.', { callId, plugin: bound.name, onFailure: bound.onFailure, error: thrown });
  if (bound.onFailure === 'open') return undefined;
  return new GatewayError('PLUGIN_FAILED', { message: `The plugin ${bound.name} failed.`, cause: thrown });
}

export function writeStep(
  { report }: Trip,
  { bound, takeNote }: EnteredPlugin,
  phase: TraceStep['phase'],
  outcome: TraceStep['outcome'],
  durationMs: number,
): void {
  const { name: plugin, type, scope } = bound;
  const note = takeNote();
  report.steps.push({ plugin, type, scope, phase, outcome, durationMs, ...(note !== undefined && { note }) });
}

/** Waits for a plugin no longer than its entry allows. What it does afterwards is its own affair and never unhandled. */
export async function withinTime<Value>(pending: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The plugin took longer than ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
}
