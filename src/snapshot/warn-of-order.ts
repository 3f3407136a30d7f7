/** Warns of chains that run but make no sense, where an entry was moved out of its type's own stage. */
import type { ConfigDocument } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import { type AnyPlugin, PLUGIN_STAGES, type PluginStage } from '#core/plugin.ts';

/** Why a type of this stage should not run before that stage. */
const REASONS: Partial<Record<PluginStage, { readonly before: PluginStage; readonly why: string }>> = {
  cache: { before: 'guard', why: 'an answer from the cache would skip the limits and guards behind it' },
  observe: { before: 'guard', why: 'it would see prompts before the guards have cleaned them' },
  limit: { before: 'authenticate', why: 'it would count callers that nobody has recognised yet' },
};

export function warnOfOrder(document: ConfigDocument, types: ReadonlyMap<string, AnyPlugin>): readonly ConfigProblem[] {
  const plugins = new Map(document.plugins.map((plugin) => [plugin.id, plugin]));
  return document.chains.flatMap(({ id, entries }) =>
    entries.flatMap(({ pluginId, enabled, stage }, index): ConfigProblem[] => {
      const plugin = plugins.get(pluginId);
      const own = plugin && types.get(plugin.type)?.stage;
      const reason = own && REASONS[own];
      if (!enabled || stage === null || !reason || !isUpTo(stage, reason.before)) return [];
      const message = `${plugin.name} runs at the stage ${stage}: there ${reason.why}.`;
      return [{ kind: 'chain', id, name: id, path: ['entries', String(index), 'stage'], message, severity: 'warning' }];
    }),
  );
}

function isUpTo(stage: PluginStage, limit: PluginStage): boolean {
  return PLUGIN_STAGES.indexOf(stage) <= PLUGIN_STAGES.indexOf(limit);
}
