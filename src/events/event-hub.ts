/** Tells whoever listens what just happened in this process. A reader that falls behind never holds anybody up. */
import type { CallRecord } from '#core/call-record.ts';
import { openReader, type Reader, type ReaderOptions } from '#events/reader.ts';

export type GatewayEvent = ConfigChanged | CallEnded;
export type GatewayEventType = GatewayEvent['type'];
export type EventOf<Type extends GatewayEventType> = Extract<GatewayEvent, { readonly type: Type }>;

/** A newer configuration is in force. */
export interface ConfigChanged {
  readonly type: 'config-changed';
  readonly revision: number;
}

/** A call is over, whichever way it ended. */
export interface CallEnded {
  readonly type: 'call-ended';
  readonly record: CallRecord;
}

export interface EventHub {
  /** Never waits and never throws; costs next to nothing while nobody listens. */
  publish(event: GatewayEvent): void;
  /** Gets what is published from this moment on. Ends with `return()`, with its signal, and when the hub is closed. */
  subscribe<Type extends GatewayEventType>(
    type: Type,
    options: ReaderOptions<EventOf<Type>>,
  ): AsyncIterableIterator<EventOf<Type>>;
  /** Number of readers, for those who watch that none is forgotten. */
  readerCount(): number;
  /** Ends every reader; later ones end at once. */
  close(): void;
}

type Readers = { readonly [Type in GatewayEventType]: Set<Reader<EventOf<Type>>> };

export function createEventHub(): EventHub {
  const readers: Readers = { 'config-changed': new Set(), 'call-ended': new Set() };
  let closed = false;

  return {
    publish(event) {
      // The table pairs the types of events with readers of that type; TypeScript follows it one type at a time only.
      for (const reader of readers[event.type]) reader.push(event as never);
    },
    subscribe(type, options) {
      const own = readers[type];
      const reader = openReader(options, () => own.delete(reader));
      if (closed) reader.end();
      if (!closed && !options.signal.aborted) own.add(reader);
      return reader.events;
    },
    readerCount: () => Object.values(readers).reduce((sum, { size }) => sum + size, 0),
    close() {
      closed = true;
      for (const own of Object.values(readers)) for (const reader of own) reader.end();
    },
  };
}
