/** Reads a streamed answer of Cohere, event by event. https://docs.cohere.com/v2/docs/streaming */
import type { ChatEvent } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { createExtraCollector } from '#providers/cohere/collect-extra.ts';
import { errorInside } from '#providers/cohere/errors.ts';
import { readFinishReason } from '#providers/cohere/finish-reason.ts';
import { readUsage } from '#providers/cohere/read-usage.ts';
import { createToolCalls } from '#providers/cohere/stream-tool-calls.ts';
import { notUnderstood, vendorError } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function createDecoder(): StreamDecoder {
  const answer = createAnswer();
  return {
    push({ data }) {
      if (answer.isDone() || data.trim() === '' || data.trim() === '[DONE]') return [];
      const event = parseJson(data);
      if (!isJsonObject(event)) throw notUnderstood(`A frame that is not a JSON object: ${data}`);
      return answer.read(event);
    },
    end() {
      if (answer.isDone()) return [];
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before message-end came.' });
    },
  };
}

interface Answer {
  read(event: JsonObject): ChatEvent[];
  isDone(): boolean;
}

function createAnswer(): Answer {
  const extra = createExtraCollector();
  const calls = createToolCalls();
  let started = false;
  let thinking = false;
  let done = false;

  const start = (id: string): ChatEvent[] => {
    if (started) return [];
    started = true;
    return [{ type: 'start', id, model: '', warnings: [] }];
  };

  const endThinking = (): ChatEvent[] => {
    if (!thinking) return [];
    thinking = false;
    return [{ type: 'reasoning-end', choice: 0 }];
  };

  const think = (text: string): ChatEvent[] => {
    if (text === '') return [];
    thinking = true;
    return [{ type: 'reasoning-delta', choice: 0, text }];
  };

  const speak = (text: string): ChatEvent[] =>
    text === '' ? [] : [...endThinking(), { type: 'text-delta', choice: 0, text }];

  const finish = (delta: JsonObject): ChatEvent[] => {
    const reason = readFinishReason(delta);
    done = true;
    const usage = objectOf(delta.usage);
    extra.addBody(delta);
    extra.addUsage(usage);
    const said = extra.result();
    return [
      ...endThinking(),
      ...calls.endAll(),
      { type: 'choice-finish', choice: 0, reason },
      { type: 'finish', usage: readUsage(usage), ...(said && { extra: said }) },
    ];
  };

  const readBody = (event: JsonObject, message: JsonObject): ChatEvent[] => {
    switch (event.type) {
      case 'content-start':
      case 'content-delta': {
        const content = objectOf(message.content);
        extra.addBody({ logprobs: event.logprobs ?? null });
        return [...think(stringOf(content.thinking)), ...speak(stringOf(content.text))];
      }
      case 'content-end':
        return endThinking();
      case 'tool-plan-delta':
        return think(stringOf(message.tool_plan));
      case 'tool-call-start':
        return [...endThinking(), ...calls.start(event.index, message.tool_calls)];
      case 'tool-call-delta':
        return calls.add(event.index, message.tool_calls);
      case 'tool-call-end':
        return calls.end(event.index);
      case 'error':
        throw (
          errorInside(event) ?? vendorError({ code: 'PROVIDER_UNAVAILABLE', body: JSON.stringify(event), words: '' })
        );
      case 'message-end':
        return finish(objectOf(event.delta));
      // Citations, and whatever kind of event is added later.
      default:
        extra.addMessage(message);
        return [];
    }
  };

  return {
    read(event) {
      if (stringOf(event.type) === '') throw errorInside(event) ?? notUnderstood('An event without a type.');
      const message = objectOf(objectOf(event.delta).message);
      return [...start(stringOf(event.id)), ...readBody(event, message)];
    },
    isDone: () => done,
  };
}
