/** Reads a streamed answer, frame by frame. It has no mark of its end: the stream closes after a reason to finish. */
import { isJsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { createAnswerDecoder } from '#providers/dialect/gemini/answer-decoder.ts';
import { errorInList } from '#providers/dialect/gemini/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';

/** Proxies of several vendors close every stream in this way. */
const END = '[DONE]';

export function createDecoder(): StreamDecoder {
  const answer = createAnswerDecoder(true);
  return {
    push({ data }) {
      if (data.trim() === '' || data.trim() === END) return [];
      const body = parseJson(data);
      if (!isJsonObject(body)) throw errorInList(body) ?? notUnderstood(`A frame that is not a JSON object: ${data}`);
      return answer.push(body);
    },
    end: answer.end,
  };
}
