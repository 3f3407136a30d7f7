/** The texts of a call for vectors, and what this vendor has no field for. */

import type { ChatWarning } from '#core/chat/result.ts';
import type { EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';

/** @throws GatewayError PROVIDER_REJECTED for numbers of tokens, which only their own model can read. */
export function textsOf({ inputs }: EmbeddingRequest, title: string): readonly string[] {
  return inputs.map((input, index) => {
    if (typeof input === 'string') return input;
    const message = `inputs.${index}: ${title} takes texts, not numbers of tokens.`;
    throw new GatewayError('PROVIDER_REJECTED', { message });
  });
}

export function warningsOf({ endUser, extra }: EmbeddingRequest, title: string): ChatWarning[] {
  const settings = [...(endUser === undefined ? [] : ['endUser']), ...Object.keys(extra)];
  return settings.map((setting) => ({ setting, message: `${title} has no such setting; it was left out.` }));
}
