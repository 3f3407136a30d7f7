/** A configuration with one chain as it would be: with other entries, with plugins that are not saved or saved otherwise. */
import type { AdminContext } from '#admin/admin-deps.ts';
import type { ChainEntryInput, ChainScope } from '#admin/chain/chain-input.ts';
import { putChain } from '#admin/chain/put-chain.ts';
import type { Draft } from '#admin/draft.ts';
import { needPluginType } from '#admin/plugin/need-plugin-type.ts';
import { parsePluginConfig } from '#admin/plugin/parse-plugin-config.ts';
import { newResource } from '#admin/resource.ts';
import { Refusal } from '#admin/user-problem.ts';
import type { JsonObject } from '#core/json.ts';

export interface ChainDraft {
  readonly scope: ChainScope;
  /** All of them, in order. */
  readonly entries: readonly DraftEntry[];
}

export interface DraftEntry extends Omit<ChainEntryInput, 'pluginId'> {
  /** A plugin that is saved. */
  readonly pluginId?: string | undefined;
  /** Its configuration instead of the saved one, or that of a new plugin. */
  readonly config?: DraftConfig | undefined;
}

interface DraftConfig {
  readonly type: string;
  readonly config: JsonObject;
}

const PATH = ['input', 'draft'];
/** Ids of what is saved have no second underscore. */
const DRAFT_ID = 'plg_draft_';

/** @throws Refusal with everything that keeps it from being. */
export function applyChainDraft(draft: Draft, { scope, entries }: ChainDraft, context: AdminContext): void {
  const entryPath = (index: number) => [...PATH, 'entries', String(index)];
  const saved = entries.flatMap(({ pluginId, config, ...entry }, index): ChainEntryInput[] => {
    const id = putPlugin(draft, { pluginId, config }, index, entryPath(index), context);
    return id === undefined ? [] : [{ ...entry, pluginId: id }];
  });
  // Places of entries are told by their index, which holds only while none is left out.
  if (saved.length === entries.length)
    putChain(draft, scope, saved, { ...context, placePath: [...PATH, 'scope'], entryPath });
  if (draft.problems.length > 0) throw new Refusal(draft.problems);
}

/** Undefined where the entry names nothing. */
function putPlugin(
  draft: Draft,
  { pluginId, config }: Pick<DraftEntry, 'pluginId' | 'config'>,
  index: number,
  path: readonly string[],
  context: AdminContext,
): string | undefined {
  if (pluginId !== undefined) {
    if (config) changePlugin(draft, pluginId, config, path, context);
    return pluginId;
  }
  if (config) return addPlugin(draft, config, index, path, context);
  draft.report('required', path, 'Name a plugin, or give the configuration of a new one.');
  return undefined;
}

function addPlugin(
  draft: Draft,
  { type, config }: DraftConfig,
  index: number,
  path: readonly string[],
  context: AdminContext,
): string {
  const id = `${DRAFT_ID}${index}`;
  draft.add(
    'plugin',
    {
      ...newResource(draft, 'plugin', id, { displayName: `Draft ${index + 1}` }, path),
      type,
      config: parsePluginConfig(draft, needPluginType(draft, type, context, path), config, path),
    },
    path,
  );
  return id;
}

function changePlugin(
  draft: Draft,
  id: string,
  { type, config }: DraftConfig,
  path: readonly string[],
  context: AdminContext,
): void {
  const known = draft.find('plugin', id);
  // That it is not there is told with the chain.
  if (!known) return;
  if (type !== known.type) {
    draft.report('invalid', [...path, 'config'], `The plugin ${known.name} is of the type ${known.type}, which stays.`);
    return;
  }
  const parsed = parsePluginConfig(draft, needPluginType(draft, type, context, path), config, path);
  draft.replace('plugin', { ...known, config: parsed }, path);
}

export function isDraftPlugin(id: string): boolean {
  return id.startsWith(DRAFT_ID);
}
