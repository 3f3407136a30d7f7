/** A plugin at its place in a chain, on its way in. */
import type { ChainEntryInput as Entry } from '#admin/chain/chain-input.ts';
import { builder } from '#graphql/builder.ts';
import { FailureMode, PluginStageEnum } from '#graphql/plugin/plugin-type.ts';

export const ChainEntryInput = builder.inputType('ChainEntryInput', {
  description: 'A plugin in a chain.',
  fields: (t) => ({
    pluginId: t.id({ required: true, description: 'The plugin.' }),
    enabled: t.boolean({ defaultValue: true, description: 'Whether it runs.' }),
    stage: t.field({ type: PluginStageEnum, description: "Stage to run in; its type's own when omitted." }),
    onFailure: t.field({ type: FailureMode, description: "What happens when it fails; its type's rule when omitted." }),
    timeout: t.field({ type: 'Duration', description: 'Time limit.' }),
  }),
});

type Shape = typeof ChainEntryInput.$inferInput;

export function decodeEntry<Given extends Omit<Shape, 'pluginId'>>({ timeout, ...entry }: Given) {
  return { ...entry, timeoutMs: timeout } satisfies Omit<Entry, 'pluginId'>;
}
