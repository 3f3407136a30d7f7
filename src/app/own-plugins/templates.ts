/** The files of a new plugin: it tags requests, so that every part of a plugin is there to be changed. */

export function pluginFile(name: string, project: string): string {
  return `/** Adds a line to the system prompt of each call. */
import type { PluginKit } from '${project}/src/app/own-plugins/plugin-kit.ts';

export default function ${camelCase(name)}({ definePlugin, z }: PluginKit) {
  return definePlugin<{ readonly line: string }>({
    id: '${name}',
    title: '${titleOf(name)}',
    summary: 'Adds a line to the system prompt of each call.',
    stage: 'transform',
    merge: 'stack',
    config: z.strictObject({
      line: z.string().min(1).max(2_000).describe('The line to add.'),
    }),
    example: { line: 'Answer in one sentence.' },
    onFailure: 'closed',

    compile({ line }) {
      const added = { role: 'system', content: [{ type: 'text', text: line }] } as const;
      return {
        onRequest: (_context, request) => ({
          type: 'next',
          request: { ...request, messages: [added, ...request.messages] },
        }),
      };
    },
  });
}
`;
}

export function testFile(name: string, project: string): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pluginProblems } from '${project}/src/app/own-plugins/check-plugin.ts';
import { PLUGIN_KIT } from '${project}/src/app/own-plugins/plugin-kit.ts';
import { bindPlugin, callThrough, createBench, userRequest } from '${project}/test/plugins/chain.ts';
import make from './plugin.ts';

const plugin = make(PLUGIN_KIT);

test('is a plugin', () => {
  assert.deepEqual(pluginProblems(plugin), []);
});

test('adds its line before what the caller says', async () => {
  const bench = createBench();
  const chain = [bindPlugin(plugin, { line: 'Be brief.' }, bench.tools('${name}'))];
  const { asked, error } = await callThrough({ bench, chain, request: userRequest('Hello') });
  assert.equal(error, undefined);
  assert.deepEqual(
    asked?.messages.map(({ role }) => role),
    ['system', 'user'],
  );
});
`;
}

export function readmeFile(name: string): string {
  const title = titleOf(name);
  const variables = {
    input: {
      resource: { name: `my-${name}`, displayName: title },
      config: { custom: { type: name, config: { line: 'Answer in one sentence.' } } },
    },
  };
  return `# ${title}

Adds a line to the system prompt of each call.

## When

Say what it is for.

## Configuration

| Field  | Meaning         |
| ------ | --------------- |
| \`line\` | the line to add |

Start the gateway with \`GATEHOUSE_PLUGINS_DIR\` set to the folder above this one. Then, as variables of the mutation \`pluginCreate\`:

\`\`\`json
${JSON.stringify(variables, null, 2)}
\`\`\`

and \`chainSet\` puts it where it should run.

## On a stream

Nothing: the request is changed before anything is sent.

## What it costs

One object for each call.
`;
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** With a word before it that makes it a name in every case: `new` and `if` are none. */
function camelCase(name: string): string {
  return `make-${name}`.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}
