/** Reads a streamed answer of ConverseStream, message by message. */
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { createAnswerDecoder } from '#providers/bedrock/answer-decoder.ts';
import { failureInStream, isFailure } from '#providers/bedrock/errors.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';

export function createDecoder(): StreamDecoder {
  const answer = createAnswerDecoder();
  return {
    push({ event, data }) {
      if (event !== null && isFailure(event)) throw failureInStream(event, data);
      if (data.trim() === '') return [];
      const payload = parseJson(data);
      if (event === null || !isJsonObject(payload)) throw notUnderstood(`A message that is no event: ${data}`);
      return answer.read(event, payload);
    },
    end() {
      const events = answer.end();
      if (events) return events;
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before messageStop came.' });
    },
  };
}
