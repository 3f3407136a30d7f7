/** Reads a streamed answer of Ollama, line by line. https://docs.ollama.com/api/streaming */
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { createAnswerDecoder } from '#providers/ollama/answer-decoder.ts';

export function createDecoder(): StreamDecoder {
  const answer = createAnswerDecoder();
  return {
    push({ data }) {
      if (answer.isDone() || data.trim() === '') return [];
      const part = parseJson(data);
      if (!isJsonObject(part)) throw notUnderstood(`A line that is not a JSON object: ${data}`);
      return answer.push(part);
    },
    end() {
      if (answer.isDone()) return [];
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before it was done.' });
    },
  };
}
