/** Shows an embedding request to plugins as a chat of user messages, one an input, and takes over what they changed. */
import { type ChatRequest, chatRequest, type Message, textOf } from '#core/chat/request.ts';
import type { EmbeddingInput, EmbeddingRequest } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { tokenPart, tokensOf } from '#core/token-part.ts';

export function embeddingAsChat({ inputs, endUser, extra, providerOptions, strict }: EmbeddingRequest): ChatRequest {
  return chatRequest({
    messages: inputs.map(messageOf),
    extra,
    ...(endUser !== undefined && { endUser }),
    ...(providerOptions && { providerOptions }),
    ...(strict !== undefined && { strict }),
  });
}

/** Inputs are taken over by their position. */
export function takeOver(request: EmbeddingRequest, changed: ChatRequest): EmbeddingRequest {
  const { messages, endUser, extra, providerOptions, strict } = changed;
  if (messages.length !== request.inputs.length)
    throw new GatewayError('INTERNAL', { internal: 'A plugin changed the number of inputs of an embedding.' });
  const { dimensions, purpose } = request;
  return {
    inputs: messages.map(inputOf),
    ...(dimensions !== undefined && { dimensions }),
    ...(purpose !== undefined && { purpose }),
    extra,
    ...(endUser !== undefined && { endUser }),
    ...(providerOptions && { providerOptions }),
    ...(strict !== undefined && { strict }),
  };
}

function messageOf(input: EmbeddingInput): Message {
  return { role: 'user', content: [typeof input === 'string' ? { type: 'text', text: input } : tokenPart(input)] };
}

function inputOf({ content }: Message): EmbeddingInput {
  const [first] = content;
  return (first && tokensOf(first)) ?? textOf(content);
}
