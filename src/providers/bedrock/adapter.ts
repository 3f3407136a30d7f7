/** Models on Amazon Bedrock, by the Converse API that is the same for all of them. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeEmbedding } from '#providers/bedrock/decode-embedding.ts';
import { decodeResult } from '#providers/bedrock/decode-result.ts';
import { encodeChat } from '#providers/bedrock/encode.ts';
import { encodeEmbedding, MAX_INPUTS } from '#providers/bedrock/encode-embedding.ts';
import { decodeError } from '#providers/bedrock/errors.ts';
import { createDecoder } from '#providers/bedrock/stream.ts';

const options = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/)
    .default('us-east-1')
    .describe('AWS region that is asked and that the signature is made for.'),
  structuredOutput: z
    .enum(['auto', 'native', 'tool'])
    .default('auto')
    .describe(
      'How an answer is held to a schema: by the field of Converse, by a forced tool, or as the model is known for.',
    ),
});

export type BedrockOptions = z.infer<typeof options>;

export const bedrock = defineProvider<BedrockOptions>({
  id: 'bedrock',
  title: 'Amazon Bedrock',
  docsUrl: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  keyPageUrl: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
  defaultBaseUrl: ({ region }) => `https://bedrock-runtime.${region}.${domainOf(region)}`,
  options,
  credential: { type: 'aws', service: 'bedrock' },
  framing: 'aws-event-stream',
  suggestedModels: [
    'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'global.anthropic.claude-haiku-4-5-20251001-v1:0',
    'us.amazon.nova-2-lite-v1:0',
    'amazon.nova-micro-v1:0',
  ],
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  embeddings: { maxInputs: MAX_INPUTS, encode: encodeEmbedding, decode: decodeEmbedding },
});

/** https://docs.aws.amazon.com/general/latest/gr/bedrock.html */
function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
