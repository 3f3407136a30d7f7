/** A chain that is not saved, on its way in. */
import type { ChainDraft } from '#admin/explain/draft-chain.ts';
import type { UserProblem } from '#admin/user-problem.ts';
import { builder } from '#graphql/builder.ts';
import { decodeEntry } from '#graphql/chain/chain-entry-input.ts';
import { ChainScopeInput, decodeScope } from '#graphql/chain/chain-scope.ts';
import { atConfigField, decodePluginConfig, PluginConfigInput } from '#graphql/plugin/plugin-config.ts';
import { FailureMode, PluginStageEnum } from '#graphql/plugin/plugin-type.ts';

const DraftEntryInput = builder.inputType('DraftEntryInput', {
  description:
    'A plugin in a chain that is not saved: one that is saved, one that is not, or a saved one as it would be.',
  fields: (t) => ({
    pluginId: t.id({ description: 'A plugin that is saved.' }),
    config: t.field({
      type: PluginConfigInput,
      description: 'Its configuration instead of the saved one; without pluginId that of a new plugin.',
    }),
    enabled: t.boolean({ defaultValue: true, description: 'Whether it runs.' }),
    stage: t.field({ type: PluginStageEnum, description: "Stage to run in; its type's own when omitted." }),
    onFailure: t.field({ type: FailureMode, description: "What happens when it fails; its type's rule when omitted." }),
    timeout: t.field({ type: 'Duration', description: 'Time limit.' }),
  }),
});

export const ChainDraftInput = builder.inputType('ChainDraftInput', {
  description: 'A chain that is not saved.',
  fields: (t) => ({
    scope: t.field({ type: ChainScopeInput, required: true, description: 'The place whose chain it would be.' }),
    entries: t.field({ type: [DraftEntryInput], required: true, description: 'All entries in order.' }),
  }),
});

const PATH = ['input', 'draft'];

/** @throws GatewayError INVALID_REQUEST */
export function decodeDraft({ scope, entries }: typeof ChainDraftInput.$inferInput): ChainDraft {
  return {
    scope: decodeScope(scope, [...PATH, 'scope']),
    entries: entries.map(({ pluginId, config, ...entry }, index) => ({
      ...decodeEntry(entry),
      pluginId: pluginId ?? undefined,
      config: config ? decodePluginConfig(config, configPath(index)) : undefined,
    })),
  };
}

/** At the field of a configuration that the caller has set. */
export function draftProblem(problem: UserProblem, draft: ChainDraft | undefined): UserProblem {
  const index = (draft?.entries ?? []).findIndex((_entry, at) =>
    configPath(at).every((part, depth) => problem.path[depth] === part),
  );
  const type = draft?.entries[index]?.config?.type;
  return type === undefined ? problem : atConfigField(problem, configPath(index), type);
}

function configPath(index: number): readonly string[] {
  return [...PATH, 'entries', String(index), 'config'];
}
