/** Plugins of one's own: loaded from a folder, judged at the start, configured by the API, run in a chain. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { plugins } from '#plugins/registry.ts';
import { StartProblem } from '#src/app/listen.ts';
import { loadOwnPlugins } from '#src/app/own-plugins/load-own-plugins.ts';
import { change, named, succeeded } from '#test/graphql/admin-mutations.ts';
import { startWatched, WAYS } from '#test/plugins/watched-gateway.ts';

const ROOT = join(import.meta.dirname, '../..');

async function folderOf(context: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-own-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const definition = (parts = '') => `export default (kit: any) => kit.definePlugin({
  id: 'shout', title: 'Shout', summary: 'Makes answers loud.', stage: 'transform', merge: 'stack',
  config: kit.z.strictObject({
    mark: kit.z.string().max(3).default('!').describe('Added to every piece of text.'),
    refuse: kit.z.boolean().default(false).describe('Whether to refuse.'),
  }),
  example: { mark: '!' }, onFailure: 'closed',
  compile: ({ mark, refuse }: { mark: string; refuse: boolean }) => ({
    onRequest(_context: unknown, request: unknown) {
      if (refuse) throw new kit.GatewayError('FORBIDDEN', { message: 'Too quiet here.' });
      return { type: 'next', request };
    },
    onStream: () => (event: any) => [event.type === 'text-delta' ? { ...event, text: event.text.toUpperCase() + mark } : event],
  }),
  ${parts}
});`;

test('runs in a chain as those that come with the gateway, by every door, whole and in pieces', async (context) => {
  const folder = await folderOf(context, { 'shout.ts': definition(), 'shout.test.ts': 'throw 1;', 'notes.md': '' });
  const config = { custom: { type: 'shout', config: { mark: '?' } } };
  const plugin = { name: 'loud', config };
  const gateway = await startWatched(context, [plugin], { GATEHOUSE_PLUGINS_DIR: folder });
  assert.match(await gateway.call('http'), /"HELLO THERE\.\?"/);
  assert.match(await gateway.call('http-stream'), /"HELLO\?".*" THERE\.\?"/s);
  for (const way of WAYS) assert.doesNotMatch(await gateway.call(way), /error|ChatFailed/i, way);

  const { pluginTypes, plugins: configured } = await gateway.ask(`{
    pluginTypes { name configField configSchema example stage }
    plugins { nodes { type { name } config { __typename ... on CustomPluginConfig { type configJson } } configJson } }
  }`);
  const type = pluginTypes.find(({ name }: { name: string }) => name === 'shout');
  assert.deepEqual([type.configField, type.stage, type.example], ['custom', 'TRANSFORM', { mark: '!' }]);
  assert.deepEqual(Object.keys(type.configSchema.properties), ['mark', 'refuse']);
  const whole = { mark: '?', refuse: false };
  assert.deepEqual(configured.nodes, [
    {
      type: { name: 'shout' },
      config: { __typename: 'CustomPluginConfig', type: 'shout', configJson: whole },
      configJson: whole,
    },
  ]);
  const refusing = { ...named('Quiet'), config: { custom: { type: 'shout', config: { refuse: true } } } };
  const scope = { routeId: gateway.ids.route };
  const created = await change(
    gateway,
    'pluginCreate',
    { input: ['PluginCreateInput!', { ...refusing, attachTo: [scope] }] },
    'plugin { id }',
  );
  succeeded(created);
  assert.match(await gateway.call('http'), /Too quiet here/);
});

test('a configuration that does not fit is told at its field', async (context) => {
  const folder = await folderOf(context, { 'shout.ts': definition() });
  const gateway = await startWatched(context, [], { GATEHOUSE_PLUGINS_DIR: folder });
  const problems = async (custom: object) => {
    const input = { ...named('Loud'), config: { custom } };
    const { userErrors } = await change(
      gateway,
      'pluginCreate',
      { input: ['PluginCreateInput!', input] },
      '__typename',
    );
    return userErrors.map(({ path }: { path: string[] }) => path.join('.'));
  };
  assert.deepEqual(await problems({ type: 'shout', config: { mark: 'much too long', x: 1 } }), [
    'input.config.custom.config.mark',
    'input.config.custom.config',
  ]);
  assert.deepEqual(await problems({ type: 'unheard-of', config: {} }), ['input.config.custom.type']);
  for (const [custom, path] of [
    [{ type: 'cache', config: {} }, 'input.config.custom.type'],
    [{ type: 'shout', config: [] }, 'input.config.custom.config'],
  ] as const) {
    const { errors } = await gateway.askRaw(
      `mutation ($input: PluginCreateInput!) { pluginCreate(input: $input) { __typename } }`,
      { input: { ...named('Loud'), config: { custom } } },
    );
    assert.match(JSON.stringify(errors), new RegExp(path.split('.').join('(\\.|",")')));
  }
});

test('a file that is no plugin stops the start, and says which file and why', async (context) => {
  const wrong: Readonly<Record<string, readonly [source: string, reason: RegExp]>> = {
    'it does not parse': ['export default {', /SyntaxError/],
    'it throws': ['throw new Error("broken on purpose");', /broken on purpose/],
    'its function throws': ['export default () => { throw new TypeError("no luck"); };', /TypeError: no luck/],
    'it has no default export': ['export const plugin = 1;', /has no default export/],
    'it gives nothing': ['export default () => undefined;', /expected object/],
    'its id is odd': [definition("id: 'Not Good',"), /id: Give a name in small letters/],
    'its id is taken': [definition("id: 'cache',"), /"cache" is taken by the gateway itself/],
    'its id is the field of the API': [definition("id: 'custom',"), /"custom" is taken by the API/],
    'its stage is unknown': [definition("stage: 'later',"), /stage: /],
    'it cannot compile': [definition('compile: 5,'), /compile: Give a function/],
    'its configuration is no schema': [definition('config: {},'), /config: Give a schema/],
    'its configuration is no object': [definition('config: kit.z.string(),'), /config: Give an object/],
    'its example does not fit': [definition("example: { mark: 'too long' },"), /example\.mark: /],
  };
  for (const [name, [source, reason]] of Object.entries(wrong)) {
    const folder = await folderOf(context, { 'mine.ts': source });
    await assert.rejects(
      loadOwnPlugins(folder, plugins),
      (error) =>
        error instanceof StartProblem && error.message.includes(join(folder, 'mine.ts')) && reason.test(error.message),
      name,
    );
  }
  const twice = await folderOf(context, { 'a.ts': definition(), 'b/plugin.ts': definition() });
  await assert.rejects(
    loadOwnPlugins(twice, plugins),
    /b\/plugin\.ts is not right:\s+The name "shout" is taken by .*a\.ts/,
  );
  await assert.rejects(loadOwnPlugins(join(twice, 'none'), plugins), /GATEHOUSE_PLUGINS_DIR cannot be read/);
  console.log(`${Object.keys(wrong).length + 2} wrong folders refused`);
});

test('the process ends with that message alone', async (context) => {
  const folder = await folderOf(context, { 'mine.ts': 'export default 5;' });
  const environment = {
    ...process.env,
    GATEHOUSE_PLUGINS_DIR: folder,
    GATEHOUSE_DATA_DIR: folder,
    GATEHOUSE_PORT: '0',
  };
  const start = promisify(execFile)(process.execPath, [join(ROOT, 'src/main.ts')], { env: environment });
  await assert.rejects(start, ({ code, stderr }: { code: number; stderr: string }) => {
    assert.match(stderr, /^Gatehouse cannot start\. The plugin .*mine\.ts is not right:/);
    assert.ok(!stderr.includes('    at '));
    return code === 1;
  });
});

test('npm run new plugin makes one that loads, with a test that passes, wherever the folder is', async (context) => {
  const folder = await folderOf(context, {});
  const { NODE_TEST_CONTEXT: _ours, ...outside } = process.env;
  const env = { ...outside, GATEHOUSE_PLUGINS_DIR: folder };
  const run = (...words: string[]) => promisify(execFile)(process.execPath, words, { cwd: ROOT, env });
  const make = join(ROOT, 'src/app/own-plugins/new.ts');
  await run(make, 'plugin', 'new');
  assert.deepEqual((await readdir(join(folder, 'new'))).sort(), ['README.md', 'plugin.test.ts', 'plugin.ts']);
  const { stdout } = await run('--test', '--test-reporter=tap', join(folder, 'new/plugin.test.ts'));
  assert.match(stdout, /# pass 2\n# fail 0/);
  const [loaded] = await loadOwnPlugins(folder, plugins);
  assert.equal(loaded?.id, 'new');
  await assert.rejects(run(make, 'plugin', 'new'), /is there already/);
  await assert.rejects(run(make, 'plugin', '../up'), /is no name/);
  await assert.rejects(run(make, 'provider'), /npm run new plugin NAME/);
});
