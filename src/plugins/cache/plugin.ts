/** Answers a request that was answered before without asking the provider again. */
import { type ChatFolder, createFolder } from '#core/chat/fold.ts';
import { durationMs } from '#core/config/duration-field.ts';
import { definePlugin, type Outcome, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { cacheKey } from '#plugins/cache/cache-key.ts';
import { type CacheConfig, cacheConfig } from '#plugins/cache/config.ts';
import { createFlights, type Flight, type Landing } from '#plugins/cache/flights.ts';
import { answerWith } from '#plugins/reuse/answer-with.ts';
import { callerWishes } from '#plugins/reuse/caller-wishes.ts';
import { type Entry, entryOf, isComplete, parseEntry } from '#plugins/reuse/entry.ts';

/** An answer that is to be kept under `key` once the call has ended well. */
interface Recording {
  readonly key: string;
  readonly folder: ChatFolder;
  /** Others may wait for it. */
  readonly flight?: Flight;
}

/** A call that waits for an equal one. */
interface Waiting {
  readonly until: number;
  landing?: Landing;
}

export const cache = definePlugin<CacheConfig>({
  id: 'cache',
  title: 'Cache',
  summary: 'Answers a request that was answered before without asking the provider again.',
  stage: 'cache',
  merge: 'replace',
  config: cacheConfig,
  example: { ttl: '5m', sharedBy: 'consumer' },
  onFailure: 'open',

  compile({ ttl, sharedBy, waitAtMost, charge, pace }, { keyValue, clock, keep }): PluginHooks {
    const ttlMs = durationMs(ttl);
    const waitAtMostMs = durationMs(waitAtMost);
    const flights = keep('flights', createFlights);
    const recordings = new WeakMap<PluginContext, Recording>();
    const waitings = new WeakMap<PluginContext, Waiting>();
    const settled = new WeakSet<PluginContext>();

    const record = (context: PluginContext, key: string, flight?: Flight): void => {
      // A call that ended while the store was slow would never tell those who wait.
      if (settled.has(context)) flight?.land({ type: 'failed' });
      else recordings.set(context, { key, folder: createFolder(), ...(flight && { flight }) });
    };

    const hit = (context: PluginContext, entry: Entry) => {
      context.remarks.cache('hit');
      return answerWith(entry, context, { charge, pace });
    };

    /** What became of the recording, for the others. */
    const keepAnswer = async ({ key, folder }: Recording, { error, attempts }: Outcome): Promise<Landing> => {
      if (!folder.finished) return { type: 'failed' };
      const result = folder.result();
      if (error || !isComplete(result)) return { type: 'not-kept' };
      const entry = entryOf(result, clock.now(), attempts);
      await keyValue.set(key, JSON.stringify(entry), ttlMs);
      return { type: 'answered', entry };
    };

    return {
      async onRequest(context, request) {
        const next = { type: 'next', request } as const;
        const { read, write, maxAgeMs } = callerWishes(context);
        if (!read) context.remarks.cache('bypassed');
        if (!write) return next;
        const key = await cacheKey(sharedBy, context, request);
        if (!read) {
          record(context, key);
          return next;
        }
        const waited = waitings.get(context);
        if (waited?.landing?.type === 'answered') return hit(context, waited.landing.entry);
        const kept = parseEntry(await keyValue.get(key));
        if (kept && clock.now() - kept.keptAt < maxAgeMs) return hit(context, kept);
        context.remarks.cache('miss');
        const until = waited?.until ?? clock.elapsed() + waitAtMostMs;
        const atMostMs = until - clock.elapsed();
        // One that waited and heard nothing has waited its time.
        const waitsOn = waited ? waited.landing?.type === 'failed' : true;
        if (atMostMs <= 0 || !waitsOn) {
          record(context, key);
          return next;
        }
        const flight = flights.find(key);
        if (!flight) {
          record(context, key, flights.start(key));
          return next;
        }
        const waiting: Waiting = { until };
        waitings.set(context, waiting);
        const landed = flight.landed.then((landing) => {
          waiting.landing = landing;
        });
        context.remarks.note('waits for an equal call');
        return { type: 'later', until: landed, atMostMs };
      },

      // Recorded here, at this plugin's own place in the chain: what guards before it change on the way back is changed
      // again for each caller, by that caller's guards.
      onStream(context) {
        const recording = recordings.get(context);
        return (event) => {
          const events = [event];
          recording?.folder.addAll(events);
          return events;
        };
      },

      async onSettled(context, outcome) {
        settled.add(context);
        const recording = recordings.get(context);
        if (!recording) return;
        let landing: Landing = { type: 'failed' };
        try {
          landing = await keepAnswer(recording, outcome);
        } finally {
          recording.flight?.land(landing);
        }
      },
    };
  },
});
