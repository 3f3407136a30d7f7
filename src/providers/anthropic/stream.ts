/** Reads a streamed answer of Anthropic, event by event. https://docs.anthropic.com/en/docs/build-with-claude/streaming */
import type { ChatEvent } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { answerExtra } from '#providers/anthropic/answer-extra.ts';
import { createBlockReader } from '#providers/anthropic/block-reader.ts';
import { errorInside } from '#providers/anthropic/errors.ts';
import { readFinishReason } from '#providers/anthropic/finish-reason.ts';
import { readUsage } from '#providers/anthropic/read-usage.ts';
import { notUnderstood, vendorError } from '#providers/failure/vendor-error.ts';
import { objectOf, stringOf, withoutEmpty } from '#providers/wire/json-readers.ts';

export function createDecoder(): StreamDecoder {
  const blocks = createBlockReader();
  let message: JsonObject = {};
  let usage: JsonObject = {};
  let started = false;
  let done = false;

  const start = (): ChatEvent[] => {
    if (started) return [];
    started = true;
    return [{ type: 'start', id: stringOf(message.id), model: stringOf(message.model), warnings: [] }];
  };

  const finish = (): ChatEvent[] => {
    done = true;
    const reason = readFinishReason(message.stop_reason) ?? { unified: 'other', raw: null };
    const ended = blocks.closeAll();
    const unified = blocks.answeredByTool && reason.unified === 'tool-calls' ? 'stop' : reason.unified;
    const extra = answerExtra(message, usage);
    return [
      ...start(),
      ...ended,
      { type: 'choice-finish', choice: 0, reason: { ...reason, unified } },
      { type: 'finish', usage: readUsage(usage), ...(extra && { extra }) },
    ];
  };

  const read = (event: JsonObject): ChatEvent[] => {
    switch (event.type) {
      case 'message_start':
        message = { ...message, ...objectOf(event.message) };
        usage = { ...usage, ...withoutEmpty(objectOf(message.usage)) };
        return start();
      case 'content_block_start':
        return [...start(), ...blocks.open(event.index, objectOf(event.content_block), false)];
      case 'content_block_delta':
        return [...start(), ...blocks.add(event.index, objectOf(event.delta))];
      case 'content_block_stop':
        return [...start(), ...blocks.close(event.index)];
      case 'message_delta': {
        const { type: _, delta, usage: counted, ...others } = event;
        message = { ...message, ...withoutEmpty(objectOf(delta)), ...withoutEmpty(others) };
        usage = { ...usage, ...withoutEmpty(objectOf(counted)) };
        return [];
      }
      case 'message_stop':
        return finish();
      case 'error':
        throw (
          errorInside(event) ?? vendorError({ code: 'PROVIDER_UNAVAILABLE', body: JSON.stringify(event), words: '' })
        );
      // `ping`, and whatever kind of event is added later.
      default:
        if (stringOf(event.type) === '') throw errorInside(event) ?? notUnderstood('An event without a type.');
        return [];
    }
  };

  return {
    push({ data }) {
      if (done || data.trim() === '' || data.trim() === '[DONE]') return [];
      const event = parseJson(data);
      if (!isJsonObject(event)) throw notUnderstood(`A frame that is not a JSON object: ${data}`);
      return read(event);
    },
    end() {
      if (done) return [];
      // Proxies lose the last event; the reason to stop is proof enough.
      if (started && readFinishReason(message.stop_reason)) return finish();
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before a stop reason came.' });
    },
  };
}
