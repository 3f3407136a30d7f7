/** Answers a question with what was said to one of the same meaning. */
import { type ChatFolder, createFolder } from '#core/chat/fold.ts';
import { durationMs } from '#core/config/duration-field.ts';
import { definePlugin, type PluginContext, type PluginHooks } from '#core/plugin.ts';
import { answerWith } from '#plugins/reuse/answer-with.ts';
import { callerWishes } from '#plugins/reuse/caller-wishes.ts';
import { entryOf, isComplete } from '#plugins/reuse/entry.ts';
import { type SemanticCacheConfig, semanticCacheConfig } from '#plugins/semantic-cache/config.ts';
import { questionOf, settingOf } from '#plugins/semantic-cache/question.ts';
import { createShelf, type Vector } from '#plugins/semantic-cache/shelf.ts';

interface Recording {
  readonly setting: string;
  readonly vector: Vector;
  readonly folder: ChatFolder;
}

export const semanticCache = definePlugin<SemanticCacheConfig>({
  id: 'semantic-cache',
  title: 'Semantic cache',
  summary: 'Answers a question with what was said to one of the same meaning.',
  stage: 'cache',
  merge: 'replace',
  config: semanticCacheConfig,
  example: { model: 'embedder', threshold: 0.95, ttl: '1h', sharedBy: 'consumer' },
  onFailure: 'open',
  modelsOf: ({ model }) => [{ path: ['model'], name: model }],

  compile(config, { keyValue, clock }): PluginHooks {
    const { model, threshold, ttl, maxEntries, charge, pace } = config;
    const shelf = createShelf(keyValue, () => clock.now(), { ttlMs: durationMs(ttl), maxEntries });
    const recordings = new WeakMap<PluginContext, Recording>();

    return {
      async onRequest(context, request) {
        const { read, write, maxAgeMs } = callerWishes(context);
        const question = questionOf(request);
        if (!read || question === undefined) context.remarks.cache('bypassed');
        if (!write || question === undefined) return { type: 'next', request };
        const setting = await settingOf(config, context, request);
        const [vector] = await context.models.embed(model, [question]);
        if (!vector) throw new Error(`The model ${model} gave no vector.`);
        if (read) {
          const found = await shelf.find(setting, vector, { threshold, maxAgeMs });
          context.remarks.cache(found ? 'hit' : 'miss');
          if (found) {
            context.remarks.note(`likeness ${found.likeness.toFixed(3)}`);
            return answerWith(found.entry, context, { charge, pace });
          }
        }
        recordings.set(context, { setting, vector, folder: createFolder() });
        return { type: 'next', request };
      },

      // At this plugin's own place in the chain: guards before it judge what it gives anew, for each caller.
      onStream(context) {
        const recording = recordings.get(context);
        return (event) => {
          const events = [event];
          recording?.folder.addAll(events);
          return events;
        };
      },

      async onSettled(context, { error, attempts }) {
        const recording = recordings.get(context);
        if (!recording || error || !recording.folder.finished) return;
        const { setting, vector, folder } = recording;
        const result = folder.result();
        if (!isComplete(result)) return;
        await shelf.put(setting, vector, context.callId, entryOf(result, clock.now(), attempts));
      },
    };
  },
});
