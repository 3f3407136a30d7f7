/** GitHub Models, on one's own account or an organization's. https://docs.github.com/en/rest/models/inference */
import { z } from 'zod';
import { defineProvider, type Endpoint } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

const options = z.strictObject({
  organization: z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .describe('Login of the organization that the calls are attributed to.'),
});

type Options = z.infer<typeof options>;

const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

const adapter = openaiChat<Options>(
  {
    id: 'github-models',
    title: 'GitHub Models',
    docsUrl: 'https://docs.github.com/en/rest/models/inference',
    keyPageUrl: 'https://github.com/settings/personal-access-tokens',
    defaultBaseUrl: 'https://models.github.ai/inference',
    options,
    credential: { type: 'bearer' },
    suggestedModels: ['openai/gpt-4.1', 'openai/gpt-4.1-mini', 'openai/gpt-4o-mini'],
  },
  {
    headers: HEADERS,
    lacks: ['sampling.topK', 'choiceCount', 'parallelToolCalls', 'endUser', 'metadata', 'extra.logit_bias'],
  },
);

// https://docs.github.com/en/rest/models/embeddings
const embeddings = openaiEmbeddings<Options>({
  id: 'github-models',
  title: 'GitHub Models',
  takesTokens: false,
  headers: () => HEADERS,
});

const PLACE = /\/inference$/;

export const githubModels = defineProvider<Options>({
  ...adapter,
  encode: (call) => adapter.encode(atPlaceOf(call)),
  embeddings: { ...embeddings, encode: (call) => embeddings.encode(atPlaceOf(call)) },
  modelList: {
    // The list stands beside. https://docs.github.com/en/rest/models/catalog
    encode: ({ baseUrl }) => ({ method: 'GET', url: `${baseUrl.replace(PLACE, '')}/catalog/models`, headers: HEADERS }),
    decode: adapter.modelList.decode,
  },
});

function atPlaceOf<Call extends Endpoint<Options>>(call: Call): Call {
  const { organization } = call.options;
  if (organization === undefined) return call;
  return { ...call, baseUrl: call.baseUrl.replace(PLACE, `/orgs/${organization}/inference`) };
}
