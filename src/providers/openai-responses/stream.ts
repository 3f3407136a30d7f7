/** Reads a streamed answer, event by event. https://platform.openai.com/docs/api-reference/responses-streaming */
import type { ChatEvent } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { namelessError } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { createAnswer } from '#providers/openai-responses/answer.ts';
import { errorInside, errorOfEvent } from '#providers/openai-responses/error-inside.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

const END = '[DONE]';

/** The last event of an answer, however it ended. */
const TERMINAL = new Set(['response.completed', 'response.incomplete', 'response.cancelled', 'response.failed']);

export function createDecoder(): StreamDecoder {
  const answer = createAnswer();
  let done = false;

  const read = (type: string, event: JsonObject): readonly ChatEvent[] => {
    const response = objectOf(event.response);
    if (type === 'error') throw errorOfEvent(event);
    const error = type === 'response.failed' ? failureOf(response) : errorInside(event);
    if (error) throw error;
    if (!TERMINAL.has(type)) return answer.push(type, event);
    done = true;
    return answer.finish(response);
  };

  return {
    push({ event: name, data }) {
      if (done || data.trim() === '' || data.trim() === END) return [];
      const event = parseJson(data);
      if (isJsonObject(event)) return read(stringOf(event.type) || (name ?? ''), event);
      if (name === 'error') throw namelessError(data);
      throw notUnderstood(`A frame that is not a JSON object: ${data}`);
    },
    end() {
      if (done) return [];
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before its response was complete.' });
    },
  };
}

function failureOf(response: JsonObject): GatewayError {
  return errorInside(response) ?? namelessError(JSON.stringify(response));
}
