/** Reads a streamed answer of the OpenAI chat dialect, frame by frame. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { createChunkDecoder } from '#providers/dialect/openai-chat/chunk-decoder.ts';
import { errorInside, namelessError } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';

const END = '[DONE]';

export function createDecoder(): StreamDecoder {
  const chunks = createChunkDecoder();
  let done = false;
  return {
    push({ event, data }) {
      if (done || data.trim() === '') return [];
      if (data.trim() === END) {
        done = true;
        return chunks.close();
      }
      const chunk = parseJson(data);
      const error = isJsonObject(chunk) ? errorInside(chunk) : undefined;
      if (error) throw error;
      if (event === 'error') throw namelessError(data);
      if (!isJsonObject(chunk)) throw notUnderstood(`A frame that is not a JSON object: ${data}`);
      return chunks.push(chunk);
    },
    end() {
      if (done) return [];
      // Several servers close without the end mark; the reason to finish is proof enough.
      if (chunks.isComplete()) return chunks.close();
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before a finish reason came.' });
    },
  };
}
