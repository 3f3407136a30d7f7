/**
 * OpenAI's models on a resource of Azure. The name of a model is the name of its deployment.
 * https://learn.microsoft.com/en-us/azure/ai-foundry/openai/api-version-lifecycle
 */
import { z } from 'zod';
import { isJsonObject } from '#core/json.ts';
import { defineProvider, type EncodedCall } from '#core/provider.ts';
import { openaiChat } from '#providers/dialect/openai-chat/dialect.ts';
import { openaiEmbeddings } from '#providers/dialect/openai-embeddings/dialect.ts';

const V1 = 'v1';

const options = z.strictObject({
  apiVersion: z
    .string()
    .regex(/^(v1|\d{4}-\d{2}-\d{2}(-preview)?)$/)
    .default(V1)
    .describe('The date of a version, such as 2024-10-21; or v1, the API that has no versions.'),
});

type Options = z.infer<typeof options>;

const { modelList: _, ...chat } = openaiChat<Options>(
  {
    id: 'azure',
    title: 'Azure OpenAI',
    docsUrl: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference',
    keyPageUrl: 'https://portal.azure.com/#view/Microsoft_Azure_ProjectOxford/CognitiveServicesHub/~/OpenAI',
    options,
    credential: { type: 'azure' },
    suggestedModels: [],
  },
  ({ apiVersion }) => ({
    maxTokensField: knows(apiVersion, '2024-09-01') ? 'max_completion_tokens' : 'max_tokens',
    developerRole: knows(apiVersion, '2024-12-01') ? 'developer' : 'system',
    lacks: ['sampling.topK'],
  }),
);

const embeddings = openaiEmbeddings<Options>({
  id: 'azure',
  title: 'Azure OpenAI',
  // https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/embeddings
  maxInputs: 2_048,
});

export const azure = defineProvider<Options>({
  ...chat,
  encode(call) {
    const { wire, warnings } = chat.encode({ ...call, baseUrl: placeOf(call) });
    return { wire: versioned(wire, call.options), warnings };
  },
  embeddings: {
    ...embeddings,
    encode(call) {
      const { wire, warnings } = embeddings.encode({ ...call, baseUrl: placeOf(call) });
      return { wire: versioned(wire, call.options), warnings };
    },
  },
});

/** True for a version of that day or later. */
function knows(apiVersion: string, day: string): boolean {
  return apiVersion === V1 || apiVersion >= day;
}

interface Place {
  readonly baseUrl: string;
  readonly upstreamModel: string;
  readonly options: Options;
}

/** The portal shows addresses of a resource with and without a path. */
function placeOf({ baseUrl, upstreamModel, options: { apiVersion } }: Place): string {
  const resource = `${baseUrl.replace(/\/openai(\/v1)?$/, '')}/openai`;
  return apiVersion === V1 ? `${resource}/v1` : `${resource}/deployments/${encodeURIComponent(upstreamModel)}`;
}

function versioned(wire: EncodedCall['wire'], { apiVersion }: Options): EncodedCall['wire'] {
  if (apiVersion === V1) return wire;
  const { body } = wire;
  const url = `${wire.url}?api-version=${apiVersion}`;
  if (knows(apiVersion, '2024-09-01') || !isJsonObject(body)) return { ...wire, url };
  // Versions before refuse the field.
  const { stream_options: __, ...rest } = body;
  return { ...wire, url, body: rest };
}
