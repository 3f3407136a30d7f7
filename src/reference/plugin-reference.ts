/** The plugins: what each does and what can be said about it, for people and for editors that check a configuration. */
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { AnyPlugin, Operation } from '#core/plugin.ts';
import { plugins } from '#plugins/registry.ts';
import { configSchemaOf, fieldTable } from '#reference/config-fields.ts';
import { type GeneratedFile, jsonFile, page } from '#reference/generated-file.ts';
import { code, codeBlock, table } from '#reference/markdown.ts';

export function pluginReference(): readonly GeneratedFile[] {
  return [
    ...plugins.map(({ id, title, config }) => jsonFile(`schema/plugins/${id}.json`, configSchemaOf(title, config))),
    page('plugins', 'Plugins', [
      'A plugin changes, refuses, answers or watches calls. It is configured once (`pluginCreate`) and put into the chains of as many places as wanted (`chainSet`). The stages order the chain of a call: authenticate, limit, guard, transform, cache, observe; within a stage, wider places come before narrower ones.',
      table(
        ['Plugin', 'Stage', 'What it does'],
        plugins.map(({ id, title, stage, summary }) => [
          `[${title}](#${anchorOf(title)})`,
          stage,
          `${summary} (${code(id)})`,
        ]),
      ),
      '## What is proven',
      'Each mark is a test that runs for every plugin of the registry: as its README configures it, in a running gateway, a call comes to the same whole and streamed, by HTTP and by GraphQL (`test/plugins/every-way.test.ts`); a wrong field is refused by name; the example of the README is accepted as it stands; whole answers and answers in single characters come out the same (`test/plugins/conformance.test.ts`).',
      table(
        [
          'Plugin',
          'whole',
          'streamed',
          'HTTP',
          'GraphQL',
          'bad config refused',
          'README example runs',
          'on embeddings too',
        ],
        plugins.map(({ id, operations = ['chat'] }) => [
          code(id),
          ...PROVEN,
          operations.includes('embedding') ? '●' : '–',
        ]),
      ),
      ...plugins.flatMap(section),
    ]),
  ];
}

/** One for each column that holds for whatever is in the registry. */
const PROVEN = ['●', '●', '●', '●', '●', '●'] as const;

const OPERATIONS = { chat: 'chats', embedding: 'texts to embed' } as const satisfies Record<Operation, string>;

const MERGES = {
  stack: 'all run, one after the other',
  replace: 'only the one of the narrowest place runs',
} as const satisfies Record<AnyPlugin['merge'], string>;

const FAILURES = {
  closed: 'refuses the call',
  open: 'lets the call go on without it',
} as const satisfies Record<AnyPlugin['onFailure'], string>;

function section({
  operations = ['chat'],
  id,
  title,
  summary,
  stage,
  merge,
  onFailure,
  config,
  example,
}: AnyPlugin): readonly string[] {
  return [
    `## ${title}`,
    summary,
    [
      `- Type ${code(id)}, stage ${code(stage)}.`,
      `- Works on ${operations.map((operation) => OPERATIONS[operation]).join(' and ')}.`,
      `- Where the chains of a call have several of them, ${MERGES[merge]}.`,
      `- A fault of the plugin itself ${FAILURES[onFailure]}, unless its entry in the chain says otherwise.`,
      `- More about it: [README](../../src/plugins/${id}/README.md). Schema of the configuration: [\`schema/plugins/${id}.json\`](../../schema/plugins/${id}.json).`,
    ].join('\n'),
    fieldTable(config),
    'An example:',
    codeBlock('yaml', stringify({ type: id, config: example })),
    `**On a stream.** ${readmePart(id, 'On a stream')}`,
    `**What it costs.** ${readmePart(id, 'What it costs')}`,
  ];
}

/** What stands under that heading of the plugin's own page. */
function readmePart(id: string, heading: string): string {
  const readme = readFileSync(new URL(`../plugins/${id}/README.md`, import.meta.url), 'utf8');
  const [, text = ''] = readme.split(`\n## ${heading}\n`);
  const part = text.split('\n## ', 1)[0]?.trim() ?? '';
  if (part === '') throw new Error(`src/plugins/${id}/README.md has no section "${heading}".`);
  return part;
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}
