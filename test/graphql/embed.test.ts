/** The mutation `embed` of a whole gateway, with the demo provider behind a route whose chain has guards and limits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AdminGateway, type Data, startAdminGateway } from '#test/support/admin-gateway.ts';

const QUICK_START = `mutation ($input: QuickStartInput!) {
  quickStart(input: $input) { userErrors { path message } plaintext }
}`;

const EMBED = `mutation ($input: EmbedInput!) {
  embed(input: $input) {
    __typename
    ... on Embeddings {
      id model vectors { index values base64 } usage { inputTokens outputTokens totalTokens source }
      warnings { setting } guardrails { plugin category action stage }
    }
    ... on GatewayError { code message callId }
    ... on InvalidRequestError { issues { path code } }
    ... on GuardrailBlockedError { findings { plugin category action stage } }
    ... on RateLimitedError { limit { name unit limit } }
  }
}`;

const PLUGINS = [
  { name: 'no-passwords', config: { patternGuard: { deny: ['password'] } } },
  { name: 'masked-numbers', config: { patternGuard: { deny: ['\\d{3}-\\d{4}'], action: 'MASK' } } },
  { name: 'tokens', config: { rateLimit: { limits: [{ unit: 'TOKENS', limit: 100, window: '1h' }] } } },
  { name: 'polite', config: { promptDecorator: { prepend: [{ role: 'SYSTEM', content: 'Be polite.' }] } } },
  { name: 'kept', config: { cache: {} } },
];

async function startEmbedding(gateway: AdminGateway): Promise<(input: object) => Promise<Data>> {
  const { quickStart } = await gateway.ask(QUICK_START, {
    input: {
      provider: { kind: 'DEMO' },
      model: { name: 'demo-1', upstreamModel: 'demo-1' },
      route: { name: 'test', path: '/test', access: 'KEY' },
      plugins: PLUGINS,
      key: { name: 'everyone' },
    },
  });
  assert.deepEqual(quickStart.userErrors, []);
  return async (input) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${quickStart.plaintext}` },
      body: JSON.stringify({ query: EMBED, variables: { input: { route: 'test', ...input } } }),
    });
    const { data, errors } = (await response.json()) as { data: { embed: Data }; errors?: unknown };
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data.embed;
  };
}

test('texts become vectors, in order, as numbers and as base64', async (context) => {
  const gateway = await startAdminGateway(context);
  const embed = await startEmbedding(gateway);
  const answer = await embed({ texts: ['a blue bird', 'a blue boat', 'tax law'], dimensions: 32 });
  assert.equal(answer.__typename, 'Embeddings');
  assert.equal(answer.model, 'demo-1');
  assert.deepEqual(answer.usage, { inputTokens: 8, outputTokens: 0, totalTokens: 8, source: 'REPORTED' });
  const [bird, boat, law] = answer.vectors.map(({ values }: { values: number[] }) => values);
  assert.equal(bird.length, 32);
  const base64 = Buffer.from(answer.vectors[0].base64, 'base64');
  assert.deepEqual([...new Float32Array(base64.buffer, base64.byteOffset, 32)], bird.map(Math.fround));
  const likeness = (left: number[], right: number[]) =>
    left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  assert.ok(likeness(bird, boat) > likeness(bird, law));
  assert.deepEqual([answer.warnings, answer.guardrails], [[], []]);
});

test('guards read texts: they refuse and they mask, and the vector is that of the masked text', async (context) => {
  const embed = await startEmbedding(await startAdminGateway(context));
  const refused = await embed({ texts: ['fine', 'the password is 7'] });
  assert.equal(refused.__typename, 'GuardrailBlockedError');
  assert.deepEqual(refused.findings, [
    { plugin: 'no-passwords', category: 'pattern.deny', action: 'BLOCKED', stage: 'REQUEST' },
  ]);
  const masked = await embed({ texts: ['call 555-1234 now'] });
  assert.equal(masked.guardrails[0].action, 'REDACTED');
  const same = await embed({ texts: ['call [masked] now'] });
  assert.deepEqual(masked.vectors, same.vectors);
});

test('limits of tokens count texts', async (context) => {
  const embed = await startEmbedding(await startAdminGateway(context));
  assert.equal((await embed({ texts: ['x'.repeat(320)] })).__typename, 'Embeddings');
  const limited = await embed({ texts: ['x'.repeat(320)] });
  assert.equal(limited.__typename, 'RateLimitedError');
  assert.deepEqual(limited.limit, { name: 'tokens', unit: 'TOKENS', limit: 100 });
});

test('what cannot be is told as data', async (context) => {
  const embed = await startEmbedding(await startAdminGateway(context));
  const invalid = await embed({ texts: [], dimensions: 0, extra: 'text' });
  assert.equal(invalid.__typename, 'InvalidRequestError');
  assert.deepEqual(
    invalid.issues.map(({ path }: { path: string[] }) => path),
    [['texts'], ['dimensions'], ['extra']],
  );
  const nowhere = await embed({ route: 'nowhere', texts: ['a'] });
  assert.equal(nowhere.code, 'NOT_FOUND');
  const lenient = await embed({ texts: ['a'], purpose: 'QUERY', extra: { truncate: 'END' } });
  assert.deepEqual(lenient.warnings, [{ setting: 'purpose' }, { setting: 'truncate' }]);
  const strict = await embed({ texts: ['a'], purpose: 'QUERY', strict: true });
  assert.equal(strict.code, 'SETTING_UNSUPPORTED');
  assert.deepEqual(strict.issues, [{ path: ['purpose'], code: 'not_supported' }]);
});
