/**
 * Every plugin of the registry as its README configures it, in a running gateway: whole and streamed, by HTTP and by
 * GraphQL, a call comes to the same. A wrong configuration is refused by name.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { JsonObject } from '#core/json.ts';
import type { AnyPlugin } from '#core/plugin.ts';
import { plugins } from '#plugins/registry.ts';
import { change, named } from '#test/graphql/admin-mutations.ts';
import { type Script, startGuarded } from '#test/plugins/guarded-gateway.ts';

const FOLDER = join(import.meta.dirname, '../../src/plugins');
const ANSWER = 'A gateway stands between.';
const answers: Script = ({ input }) => (Array.isArray(input) ? input.map(() => [1, 0]) : ANSWER);

for (const plugin of plugins) describe(plugin.id, () => judge(plugin));

function judge(plugin: AnyPlugin): void {
  test('comes to the same by every way, as its README has it', async (context) => {
    const config = configOf(plugin);
    const scripts = { smart: answers, ...Object.fromEntries(modelsOf(config).map((name) => [name, answers])) };
    const gateway = await startGuarded(context, config, scripts, secretsOf(config));
    const seen = new Map<string, string>();
    for (const [way, ask] of Object.entries(gateway.ways)) {
      const { text, code } = await ask('What is a gateway?');
      // The wires have names of their own for what is refused.
      seen.set(way, code === undefined ? text : 'refused');
    }
    const [first] = seen.values();
    for (const [way, outcome] of seen) assert.equal(outcome, first, way);
    const bad = { ...named('Bad'), config: { [fieldOf(plugin)]: { unheardOf: 1 } } };
    await assert.rejects(
      change(gateway, 'pluginCreate', { input: ['PluginCreateInput!', bad] }, 'plugin { id }'),
      /unheardOf/,
    );
  });
}

/** The variables of `pluginCreate` in the README. */
function configOf({ id }: AnyPlugin): JsonObject {
  const text = readFileSync(join(FOLDER, id, 'README.md'), 'utf8');
  const variables = JSON.parse(/```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '') as { input: { config: JsonObject } };
  return variables.input.config;
}

/** Names of other models in it: any text will do as one. */
function modelsOf(config: unknown): readonly string[] {
  if (typeof config === 'string') return /^[a-z][a-z0-9-]*$/.test(config) && config !== 'smart' ? [config] : [];
  return typeof config === 'object' && config !== null ? Object.values(config).flatMap(modelsOf) : [];
}

/** The secrets that it names, such as `TOKEN` or `Bearer {{TOKEN}}`; a word that names none does no harm. */
function secretsOf(config: JsonObject): Record<string, string> {
  const secret = `whsec_${Buffer.from('a secret of the tests, long enough').toString('base64')}`;
  const names = JSON.stringify(config).matchAll(/"(?:[^"]*\{\{)?([A-Z][A-Z0-9_]*)(?:\}\}[^"]*)?"/g);
  return Object.fromEntries([...names].map(([, name = '']) => [`GATEHOUSE_PLUGIN_SECRET_${name}`, secret]));
}

function fieldOf({ id }: AnyPlugin): string {
  return id.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
