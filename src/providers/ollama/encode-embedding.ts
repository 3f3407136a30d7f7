/** Writes texts to embed for Ollama. https://docs.ollama.com/api/embed */
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { EmbeddingCall, EncodedCall } from '#core/provider.ts';
import type { OllamaOptions } from '#providers/ollama/adapter.ts';
import { inputsAsTexts } from '#providers/wire/inputs-as-texts.ts';

/** Ollama names no limit; smaller requests let a machine of one's own answer others between them. */
export const MAX_INPUTS = 128;

/** Fields of Ollama that a caller may say in the words of its own wire. */
const PASSED_ON = new Set(['keep_alive', 'options', 'truncate']);
/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'input']);

export function encodeEmbedding({
  baseUrl,
  options,
  request,
  upstreamModel,
}: EmbeddingCall<OllamaOptions>): EncodedCall {
  const { inputs, dimensions, purpose, endUser, extra, providerOptions } = request;
  const own = Object.entries(providerOptions?.ollama ?? {}).filter(([name]) => !RESERVED.has(name));
  const passedOn = Object.entries(extra).filter(([name]) => PASSED_ON.has(name));
  const body: JsonObject = {
    ...(options.keepAlive !== undefined && { keep_alive: options.keepAlive }),
    ...Object.fromEntries(passedOn),
    model: upstreamModel,
    input: inputsAsTexts(inputs, 'Ollama'),
    ...(dimensions !== undefined && { dimensions }),
    ...Object.fromEntries(own),
  };
  const leftOut = [
    ...(purpose === undefined ? [] : ['purpose']),
    ...(endUser === undefined ? [] : ['endUser']),
    ...Object.keys(extra).filter((name) => !PASSED_ON.has(name)),
  ];
  const warnings = leftOut.map(
    (setting): ChatWarning => ({
      setting,
      message: 'Ollama has no such setting; it was left out.',
    }),
  );
  return { wire: { method: 'POST', url: `${baseUrl}/api/embed`, headers: {}, body }, warnings };
}
