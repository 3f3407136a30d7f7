/** Anthropic's own Messages API. */
import { z } from 'zod';
import { defineProvider } from '#core/provider.ts';
import { decodeResult } from '#providers/anthropic/decode-result.ts';
import { encodeChat } from '#providers/anthropic/encode.ts';
import { decodeError } from '#providers/anthropic/errors.ts';
import { BETA } from '#providers/anthropic/headers.ts';
import { decodeModelList, encodeModelList } from '#providers/anthropic/model-list.ts';
import { createDecoder } from '#providers/anthropic/stream.ts';

const options = z.strictObject({
  maxOutputTokens: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(8_192)
    .describe('Longest answer where the caller names no limit, in tokens: Anthropic insists on one.'),
  betas: z
    .array(z.string().regex(BETA))
    .max(20)
    .default([])
    .describe('Names of beta features to switch on for every call, sent as anthropic-beta.'),
});

export type AnthropicOptions = z.infer<typeof options>;

export const anthropic = defineProvider<AnthropicOptions>({
  id: 'anthropic',
  title: 'Anthropic',
  docsUrl: 'https://docs.anthropic.com/en/api/messages',
  keyPageUrl: 'https://console.anthropic.com/settings/keys',
  defaultBaseUrl: 'https://api.anthropic.com/v1',
  options,
  credential: { type: 'header', name: 'x-api-key' },
  framing: 'sse',
  suggestedModels: ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5'],
  encode: encodeChat,
  decodeResult,
  createDecoder,
  decodeError,
  modelList: { encode: encodeModelList, decode: decodeModelList },
});
