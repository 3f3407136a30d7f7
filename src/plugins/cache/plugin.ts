/** Answers a request that was answered before without asking the provider again. */
import { type ChatFolder, createFolder } from '#core/chat/fold.ts';
import type { ChatResult, FinishReason } from '#core/chat/result.ts';
import { durationMs } from '#core/config/duration-field.ts';
import { parseJson } from '#core/json.ts';
import { definePlugin, type PluginContext } from '#core/plugin.ts';
import { cacheKey } from '#plugins/cache/cache-key.ts';
import { type CacheConfig, cacheConfig } from '#plugins/cache/config.ts';

/** An answer that is to be kept under `key` once the call has ended well. */
interface Recording {
  readonly key: string;
  readonly folder: ChatFolder;
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

  compile({ ttl, sharedBy }, { keyValue }) {
    const ttlMs = durationMs(ttl);
    const recordings = new WeakMap<PluginContext, Recording>();

    return {
      async onRequest(context, request) {
        const wishes = wishesOf(context);
        if (wishes.has('no-store') || wishes.has('no-cache')) context.remarks.cache('bypassed');
        if (wishes.has('no-store')) return { type: 'next', request };
        const key = await cacheKey(sharedBy, context, request);
        if (!wishes.has('no-cache')) {
          const stored = await keyValue.get(key);
          const result = stored === undefined ? undefined : parseStored(stored);
          context.remarks.cache(result ? 'hit' : 'miss');
          if (result) return { type: 'answer', result };
        }
        recordings.set(context, { key, folder: createFolder() });
        return { type: 'next', request };
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

      async onSettled(context, { error }) {
        const recording = recordings.get(context);
        if (!recording || error || !recording.folder.finished) return;
        const result = recording.folder.result();
        if (isComplete(result)) await keyValue.set(recording.key, JSON.stringify(result), ttlMs);
      },
    };
  },
});

/** What the caller asks of caches: https://www.rfc-editor.org/rfc/rfc9111#section-5.2.1 */
function wishesOf(context: PluginContext): ReadonlySet<string> {
  const header = context.header('cache-control') ?? '';
  return new Set(header.split(',').map((directive) => directive.trim().toLowerCase()));
}

/** Undefined where the text was cut or is of another kind; such an entry counts as missing. */
function parseStored(text: string): ChatResult | undefined {
  // Only this plugin writes under its keys, and the form's number is part of each key.
  return parseJson(text) as ChatResult | undefined;
}

const COMPLETE: ReadonlySet<FinishReason['unified']> = new Set(['stop', 'tool-calls']);

/** An answer that was cut off or filtered may come out better the next time. */
function isComplete({ choices }: ChatResult): boolean {
  return choices.length > 0 && choices.every(({ finishReason }) => COMPLETE.has(finishReason.unified));
}
