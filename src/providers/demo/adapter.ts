/** Answers without a network, an account or a model: for a first try, for tests and for benches. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { defineProvider } from '#core/provider.ts';
import { createDecoder, decodeModelList, decodeResult } from '#providers/demo/decode.ts';
import { decodeEmbeddings, encodeEmbedding } from '#providers/demo/embedding.ts';
import { encodeChat } from '#providers/demo/encode.ts';
import { decodeError } from '#providers/demo/errors.ts';
import { DEMO_MODELS } from '#providers/demo/models.ts';
import { respond } from '#providers/demo/respond.ts';

const options = z.strictObject({
  wordDelay: durationField({ atLeastMs: 0, atMostMs: 5_000 })
    .default('15ms')
    .describe('Pause before each word of a streamed answer.'),
});

/** Nothing limits it; the number lets a longer list show how requests are cut. */
const MAX_INPUTS = 100;

export type DemoOptions = z.infer<typeof options>;

export const demo = defineProvider<DemoOptions>({
  id: 'demo',
  title: 'Demo',
  docsUrl: 'https://en.wikipedia.org/wiki/Mock_object',
  defaultBaseUrl: 'demo://local',
  options,
  credential: { type: 'none' },
  framing: 'sse',
  suggestedModels: DEMO_MODELS,
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  embeddings: { maxInputs: MAX_INPUTS, encode: encodeEmbedding, decode: decodeEmbeddings },
  modelList: {
    encode: ({ baseUrl }) => ({ method: 'GET', url: `${baseUrl}/models`, headers: {} }),
    decode: decodeModelList,
  },
  respond,
});
