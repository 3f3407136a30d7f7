/** The ready-made calls of a route, run as they stand. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { change, create, inputOf, named, succeeded, withModel } from '#test/graphql/admin-mutations.ts';
import { startAdminGateway } from '#test/support/admin-gateway.ts';

const run = promisify(execFile);
const SNIPPETS = `query ($languages: [SnippetLanguage!]) {
  routes { nodes { name snippets(languages: $languages) { language code } } }
}`;

for (const access of ['KEY', 'ANONYMOUS'] as const) {
  test(`the calls of a route with access ${access} run as they stand`, async (context) => {
    const gateway = await startAdminGateway(context);
    const { model } = await withModel(gateway);
    await create(gateway, 'route', { ...named('Test'), path: '/test', access, defaultModelId: model.id });
    await create(gateway, 'route', { ...named('Words'), path: '/words', access, allowedModelIds: [model.id] });
    const consumer = await create(gateway, 'consumer', named('Shop'));
    const input = inputOf('apiKey', 'Create', { ...named('Backend'), consumerId: consumer.id });
    const { plaintext } = succeeded(await change(gateway, 'apiKeyCreate', input, 'plaintext'));
    const env = { PATH: process.env.PATH ?? '', ...(access === 'KEY' && { GATEHOUSE_KEY: plaintext }) };
    const { routes } = await gateway.ask(SNIPPETS, { languages: ['CURL', 'GRAPHQL', 'TYPESCRIPT'] });
    assert.equal(routes.nodes.length, 2);
    for (const { name, snippets } of routes.nodes) {
      for (const { language, code } of snippets) {
        const { stdout } =
          language === 'TYPESCRIPT'
            ? await run(process.execPath, ['--input-type=module-typescript', '-e', code], { env })
            : await run('sh', ['-c', code], { env });
        assert.match(answerIn(language, stdout), /\w+ \w+/, `${name} ${language}: ${stdout}`);
      }
    }
  });
}

function answerIn(language: string, output: string): string {
  switch (language) {
    case 'CURL':
      return JSON.parse(output).choices[0].message.content;
    case 'GRAPHQL':
      return JSON.parse(output).data.chat.text;
    default:
      return output;
  }
}

test('only the languages that were asked for are given', async (context) => {
  const gateway = await startAdminGateway(context);
  await create(gateway, 'route', { ...named('Test'), path: '/test' });
  const { routes } = await gateway.ask(SNIPPETS, { languages: ['PYTHON'] });
  assert.deepEqual(
    routes.nodes[0].snippets.map(({ language }: { language: string }) => language),
    ['PYTHON'],
  );
});
