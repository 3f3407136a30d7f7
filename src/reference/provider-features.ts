/**
 * Which provider carries what: asked by the same cases that the conformance tests send through every adapter, answered by
 * the fixtures that the tests read. Nothing is marked that no test has seen.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ChatRequest, chatRequest } from '#core/chat/request.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnyProvider, EncodedCall } from '#core/provider.ts';
import { sampleOf } from '#providers/demo/sample-of.ts';
import { providers } from '#providers/registry.ts';
import { code, table } from '#reference/markdown.ts';
import { HINTS, QUESTION, SETTINGS } from '#test/providers/requests.ts';

const FIXTURES = join(import.meta.dirname, '../../test/providers');

/** Columns, by the name of the case in test/providers/requests.ts. */
const ASKED: Readonly<Record<string, string>> = {
  'sampling.temperature': 'temperature',
  'sampling.topK': 'topK',
  'sampling.stop': 'stop',
  'sampling.seed': 'seed',
  'sampling.presencePenalty': 'penalties',
  choiceCount: 'n',
  'content.image.url': 'image URL',
  'content.image.base64': 'image',
  'content.audio': 'audio',
  'content.file.base64': 'file',
  tools: 'tools',
  'toolChoice.name': 'forced tool',
  parallelToolCalls: 'one tool at most',
  'responseFormat.json-schema': 'JSON schema',
  'reasoning.effort': 'reasoning effort',
  'reasoning.budgetTokens': 'reasoning budget',
  cacheHint: 'cache hint',
};

type Mark = 'yes' | 'warns' | 'refuses' | '–';

const SIGNS: Readonly<Record<Mark, string>> = { yes: '●', warns: '○', refuses: '✕', '–': '–' };

export function featureTables(): readonly string[] {
  const columns = Object.entries(ASKED);
  return [
    '## What is carried',
    `${SIGNS.yes} reaches the vendor · ${SIGNS.warns} is left out or changed, with a warning in the answer (an error where the caller was \`strict\`) · ${SIGNS.refuses} is refused by name. Embeddings and model lists: ${SIGNS.yes} where the vendor is asked for them.`,
    table(
      ['Provider', ...columns.map(([, title]) => title), 'embeddings', 'model list'],
      providers.map((provider) => [
        code(provider.id),
        ...columns.map(([name]) => SIGNS[markOf(provider, name)]),
        SIGNS[provider.embeddings ? 'yes' : '–'],
        SIGNS[provider.modelList ? 'yes' : '–'],
      ]),
    ),
    '## What is read',
    `${SIGNS.yes} where a test reads it from an answer of the vendor's form. Speakers of a shared dialect read all that the dialect reads (\`openai\`, \`openai-compatible\`); their own marks show what their own fixtures prove.`,
    table(
      ['Provider', ...Object.keys(ANSWERED)],
      providers.map(({ id }) => {
        const seen = answersOf(id);
        return [code(id), ...Object.values(ANSWERED).map((has) => SIGNS[seen.some(has) ? 'yes' : '–'])];
      }),
    ),
  ];
}

/** The same comparison as in test/providers/conformance.test.ts. */
function markOf(provider: AnyProvider, name: string): Mark {
  const { without = {}, with: change } = SETTINGS[name] ?? HINTS[name] ?? { with: {} };
  const before = encode(provider, chatRequest({ ...QUESTION, ...without }));
  const after = encode(provider, chatRequest({ ...QUESTION, ...without, ...change }));
  if (before === 'refuses' || after === 'refuses') return 'refuses';
  if (after.warnings.length > before.warnings.length) return 'warns';
  return JSON.stringify(after.wire) === JSON.stringify(before.wire) ? '–' : 'yes';
}

function encode(provider: AnyProvider, request: ChatRequest): EncodedCall | 'refuses' {
  const baseUrl = 'https://vendor.example';
  const [upstreamModel = 'model'] = provider.suggestedModels;
  try {
    return provider.encode({ baseUrl, options: optionsOf(provider), request, upstreamModel, stream: false });
  } catch (thrown) {
    if (thrown instanceof GatewayError) return 'refuses';
    throw thrown;
  }
}

/** The smallest that will do. */
function optionsOf({ options }: AnyProvider): never {
  const { success, data } = options.safeParse({});
  if (success) return data as never;
  return options.parse(sampleOf(z.toJSONSchema(options, { io: 'input' }) as JsonObject)) as never;
}

interface Answer {
  readonly result: ChatResult;
  readonly isWhole: boolean;
  readonly isStreamed: boolean;
}

const ANSWERED: Readonly<Record<string, (answer: Answer) => boolean>> = {
  whole: ({ isWhole }) => isWhole,
  streamed: ({ isStreamed }) => isStreamed,
  'tool calls': ({ result }) => result.choices.some(({ toolCalls }) => toolCalls.length > 0),
  'several at once': ({ result }) => result.choices.some(({ toolCalls }) => toolCalls.length > 1),
  reasoning: ({ result }) => result.choices.some(({ reasoning }) => reasoning.length > 0),
  'its proof': ({ result }) => result.choices.some(hasProof),
  'several choices': ({ result }) => result.choices.length > 1,
  'vendor blocks': ({ result }) => result.choices.some(({ vendorBlocks = [] }) => vendorBlocks.length > 0),
  'cached tokens': ({ result }) => result.usage.cachedInputTokens !== undefined,
  'reasoning tokens': ({ result }) => result.usage.reasoningTokens !== undefined,
  logprobs: ({ result }) => JSON.stringify(result.extra ?? {}).includes('"logprobs"'),
};

function hasProof({ reasoning, toolCalls }: ChatResult['choices'][number]): boolean {
  const signed = [...reasoning, ...toolCalls].some(({ signature }) => signature !== undefined);
  return signed || reasoning.some(({ sealed }) => sealed !== undefined);
}

function answersOf(id: string): readonly Answer[] {
  const home = join(FIXTURES, id);
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((name) => {
    const files = readdirSync(join(home, name));
    if (!files.includes('expected.json')) return [];
    const { result } = JSON.parse(readFileSync(join(home, name, 'expected.json'), 'utf8')) as { result?: ChatResult };
    if (!result) return [];
    return {
      result,
      isWhole: files.includes('whole.json'),
      isStreamed: files.some((file) => file.startsWith('stream.')),
    };
  });
}
