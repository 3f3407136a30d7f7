/** Loads the plugins of a folder, at the start: one a file, or one a folder with a `plugin.ts`. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyPlugin } from '#core/plugin.ts';
import { StartProblem } from '#src/app/listen.ts';
import { pluginProblems } from '#src/app/own-plugins/check-plugin.ts';
import { type OwnPlugin, PLUGIN_KIT } from '#src/app/own-plugins/plugin-kit.ts';

const MODULE = /^[^._].*\.(?:ts|mts|js|mjs)$/;
const NO_PLUGIN = /\.(?:test|d)\.m?[tj]s$/;
const ENTRIES = ['plugin.ts', 'plugin.mts', 'plugin.js', 'plugin.mjs'];
/** The field of the API for all of them. */
const RESERVED = 'custom';

/** @throws StartProblem which names file and reason. */
export async function loadOwnPlugins(folder: string, builtIn: readonly AnyPlugin[]): Promise<readonly AnyPlugin[]> {
  const taken = new Map(builtIn.map(({ id }) => [id, 'the gateway itself']));
  taken.set(RESERVED, 'the API');
  const loaded: AnyPlugin[] = [];
  for (const file of await filesOf(resolve(folder))) {
    const plugin = await load(file);
    const owner = taken.get(plugin.id);
    if (owner !== undefined) throw wrong(file, [`The name "${plugin.id}" is taken by ${owner}. Choose another id.`]);
    taken.set(plugin.id, file);
    loaded.push(plugin);
  }
  return loaded;
}

/** In alphabetical order. */
async function filesOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.flatMap((entry) => {
      const { name } = entry;
      if (MODULE.test(name) && !entry.isDirectory()) return NO_PLUGIN.test(name) ? [] : [join(folder, name)];
      const inside = ENTRIES.map((file) => join(folder, name, file)).find((file) => existsSync(file));
      return inside === undefined || /^[._]/.test(name) ? [] : [inside];
    });
    return files.sort();
  } catch (cause) {
    const message = `The folder ${folder} of GATEHOUSE_PLUGINS_DIR cannot be read: ${reasonOf(cause)}`;
    throw new StartProblem(message, { cause });
  }
}

async function load(file: string): Promise<AnyPlugin> {
  const made = await makePlugin(file);
  const problems = pluginProblems(made);
  if (problems.length > 0) throw wrong(file, problems);
  return made as AnyPlugin;
}

async function makePlugin(file: string): Promise<unknown> {
  try {
    const module: { readonly default?: OwnPlugin } = await import(pathToFileURL(file).href);
    const given = module.default;
    if (given !== undefined) return typeof given === 'function' ? given(PLUGIN_KIT) : given;
  } catch (cause) {
    throw wrong(file, [reasonOf(cause)], cause);
  }
  throw wrong(file, ['It has no default export: write "export default (kit) => kit.definePlugin({…})".']);
}

function wrong(file: string, reasons: readonly string[], cause?: unknown): StartProblem {
  return new StartProblem(`The plugin ${file} is not right:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`, {
    cause,
  });
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
