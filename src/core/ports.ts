/** What the rooms ask of the outside, as narrow interfaces. app.ts hands in the real ones, tests what they need. */
import type { CallRecord } from '#core/call-record.ts';
import type { Frame, Framing, SigningKind, WireFailure, WireRequest } from '#core/provider.ts';

export interface Clock {
  /** Milliseconds since 1970, for people and windows. */
  now(): number;
  /** Milliseconds from some fixed point, never going back, for durations. */
  elapsed(): number;
}

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Short-lived state shared by calls, and by processes where its home is outside this one. */
export interface KeyValue {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Adds to a counter in one step and returns the value after it; a new counter starts at 0 and lives for `ttlMs`. */
  add(key: string, amount: number, ttlMs: number): Promise<number>;
  /** `add` in part: as much as there is room for. */
  addWithin(key: string, share: Share, ttlMs: number): Promise<Filled>;
  /** The same for a level that falls by itself, never below 0; a new one is at 0. */
  pour(key: string, share: Share, fallPerMs: number): Promise<Filled>;
}

/** As much of `most` as keeps the sum at or below `ceiling`; nothing where that is less than `least`. */
export interface Share {
  readonly least: number;
  readonly most: number;
  readonly ceiling: number;
}

export interface Filled {
  /** How much was added; undefined where there was no room for the least. */
  readonly added?: number;
  /** After it. */
  readonly sum: number;
}

export interface Secrets {
  /** The secret of a credential of this snapshot. @throws GatewayError PROVIDER_CREDENTIAL where it cannot be opened. */
  open(credentialId: string): string;
}

export interface Transport {
  /**
   * Sends one request. A status other than 2xx is a reply, not an error.
   * @throws GatewayError PROVIDER_UNAVAILABLE, TIMEOUT, PROVIDER_PROTOCOL, CANCELLED
   */
  send(request: WireRequest, options: SendOptions): Promise<WireReply>;
}

export interface SendOptions {
  /** Absent where none is needed. */
  readonly credential?: { readonly id: string; readonly kind: SigningKind };
  readonly allowPrivateNetwork: boolean;
  readonly timeouts: Timeouts;
  /** How frames are cut out of a streamed answer; absent where a whole answer is expected. */
  readonly framing?: Framing;
  readonly signal: AbortSignal;
}

/** Milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

export type WireReply =
  | { readonly type: 'body'; readonly body: unknown }
  /** Each batch is what one read of the socket brought. Not reading pauses the sender; leaving the loop closes the socket. */
  | { readonly type: 'frames'; readonly frames: AsyncIterable<readonly Frame[]> }
  | { readonly type: 'failure'; readonly failure: WireFailure };

/** Plain HTTP to services that are no providers. Redirects are not followed. */
export interface HttpClient {
  /**
   * Any status is a reply.
   * @throws Error where none came, never a GatewayError; DOMException TimeoutError or AbortError where the time was over or `signal` aborted.
   */
  send(request: HttpRequest): Promise<HttpReply>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the whole exchange. */
  readonly timeoutMs: number;
  readonly allowPrivateNetwork: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Numbers that a monitoring system collects. Asking again for the same name gives the same metric. */
export interface Metrics {
  /** Only grows. */
  counter(facts: MetricFacts): { add(amount: number, labels: MetricLabels): void };
  /** Sorts values by size; `buckets` are upper bounds. */
  histogram(facts: MetricFacts & { readonly buckets: readonly number[] }): {
    observe(value: number, labels: MetricLabels): void;
  };
}

export interface MetricFacts {
  /** With its unit at the end, such as `gatehouse_call_duration_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export type MetricLabels = Readonly<Record<string, string>>;

/** Gathers items and sends them in batches behind the calls. At the stop of the gateway the rest is sent at once. */
export type OpenOutbox = <Item>(options: OutboxOptions<Item>) => Outbox<Item>;

export interface Outbox<Item> {
  /** Never waits. Where the box is full the item is dropped and counted, and the log tells. */
  add(item: Item): void;
}

export interface OutboxOptions<Item> {
  /** For messages in the log. */
  readonly name: string;
  readonly batchSize: number;
  /** Longest time that an item waits for others. */
  readonly intervalMs: number;
  /** Most items that wait or are on their way, counted by `sizeOf`. */
  readonly capacity: number;
  /** How much of the capacity an item takes; 1 where absent. */
  sizeOf?(item: Item): number;
  /** Most that one batch holds by that count, unless a single item is larger; all where absent. */
  readonly batchCapacity?: number;
  /** How often a batch is sent in all before it is dropped. */
  readonly maxTries: number;
  /** What it throws is taken for `later`. */
  send(batch: readonly Item[]): Promise<Receipt>;
}

export type Receipt =
  | { readonly type: 'taken' }
  /** Sending it again would not help. */
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'later'; readonly reason: string; readonly afterMs?: number };

/** Text files for logs, all below one folder of the operator's choice. */
export interface LogFiles {
  /** @throws Error where the name leads out of the folder. */
  check(name: string): void;
  /** Adds at the end of the file. What was there is moved aside first where it would grow above `maxBytes`; `keep` of those stay. */
  append(name: string, text: string, rotation: { readonly maxBytes: number; readonly keep: number }): Promise<void>;
}

/** Sees the end of every call, also of those that were refused at the door. Must not throw and must not wait. */
export interface CallObserver {
  callEnded(record: CallRecord): void;
}
