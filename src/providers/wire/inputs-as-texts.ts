/** Texts to embed, for vendors that take nothing else. */
import type { EmbeddingInput } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';

/** @throws GatewayError PROVIDER_REJECTED where an input is the numbers of its tokens, which mean something else in each model. */
export function inputsAsTexts(inputs: readonly EmbeddingInput[], vendor: string): readonly string[] {
  return inputs.map((input, index) => {
    if (typeof input === 'string') return input;
    throw new GatewayError('PROVIDER_REJECTED', {
      message: `input.${index}: ${vendor} takes no tokens. Send the text.`,
    });
  });
}
