/** One chat call: what a door hands to the pipeline, and what it gets back. */
import type { CallReport } from '#core/call-report.ts';
import type { Caller } from '#core/caller.ts';
import type { ChatStream } from '#core/chat/event.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import type { EmbeddingRequest, EmbeddingResult } from '#core/embedding.ts';
import type { Door, Operation, TargetView } from '#core/plugin.ts';
import type { CallObserver, Clock, Log, Transport } from '#core/ports.ts';
import type { Model, Route, Snapshot } from '#core/snapshot.ts';

/** What every call has from its first byte on, even one that is refused before it is understood. */
export interface Arrival {
  readonly callId: string;
  readonly door: Door;
  /** Where it is one of several that are compared. */
  readonly comparisonId?: string;
  /** Taken once, here; the call keeps it to its end. */
  readonly snapshot: Snapshot;
  /** The route it came in by; null at doors that have none. */
  readonly route: Route | null;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** A header of the caller, by lower-case name. */
  header(name: string): string | undefined;
}

export interface ChatCall extends Arrival {
  /** What it is in truth; a chat where absent. */
  readonly operation?: Operation;
  /** The name the caller asked for; the route's default where absent. */
  readonly model?: string;
  readonly request: ChatRequest;
  /** Whether the caller wants the answer in pieces. The pipeline's own output is a stream either way. */
  readonly streamed: boolean;
  /** Deadline of the whole call, attempts included. */
  readonly timeoutMs?: number;
  /** Aborted by the door when the caller goes away. */
  readonly signal: AbortSignal;
}

export interface EmbeddingCall extends Omit<ChatCall, 'operation' | 'request' | 'streamed'> {
  readonly request: EmbeddingRequest;
}

export interface ChatRun {
  readonly callId: string;
  /** Grows while the call runs; complete when `events` has ended. */
  readonly report: CallReport;
  /** The model the call was resolved to, once the first batch has come. */
  readonly model: Model | undefined;
  /** The target that answers, once its first batch has come; absent where a plugin answered. */
  readonly served: TargetView | undefined;
  /** Refusals and failures are thrown. Leaving the loop stops the call, but only `call.signal` stops a pending wait. */
  readonly events: ChatStream;
}

export interface EmbeddingRun extends ChatRun {
  /** Runs the call to its end, in place of whoever would read `events`. Refusals and failures are thrown. */
  answer(): Promise<EmbeddingResult>;
}

export interface PipelineDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: CallObserver;
  /** From 0 to 1, for weights. */
  readonly random: () => number;
}
