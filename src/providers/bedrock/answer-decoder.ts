/** Turns the messages of ConverseStream into events. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { createBlocks } from '#providers/bedrock/blocks.ts';
import { readFinishReason } from '#providers/bedrock/finish-reason.ts';
import { otherUsage, readUsage } from '#providers/bedrock/read-usage.ts';
import { isEmpty, objectOf, withoutEmpty } from '#providers/wire/json-readers.ts';

export interface AnswerDecoder {
  read(type: string, payload: JsonObject): ChatEvent[];
  /** Undefined where the end is missing. */
  end(): ChatEvent[] | undefined;
}

export function createAnswerDecoder(): AnswerDecoder {
  const blocks = createBlocks();
  let extra: JsonObject = {};
  let usage: JsonObject = {};
  let state: 'new' | 'started' | 'stopped' | 'finished' = 'new';

  const start = (): ChatEvent[] => {
    if (state !== 'new') return [];
    state = 'started';
    return [{ type: 'start', id: '', model: '', warnings: [] }];
  };

  const stop = ({ stopReason, ...more }: JsonObject): ChatEvent[] => {
    if (state === 'stopped') return [];
    state = 'stopped';
    addExtra(more);
    const reason = readFinishReason(stopReason);
    const closing = blocks.close();
    // The model called the tool that its answer was asked for with, and nothing else.
    const isAnswer = reason.unified === 'tool-calls' && blocks.hasOnlyAnswered();
    return [
      ...closing,
      { type: 'choice-finish', choice: 0, reason: isAnswer ? { ...reason, unified: 'stop' } : reason },
    ];
  };

  const addExtra = (said: JsonObject): void => {
    // Padding, so that lengths on the wire tell nothing.
    const { p: _, ...more } = said;
    extra = { ...extra, ...more };
  };

  const finish = (): ChatEvent[] => {
    state = 'finished';
    const citations: readonly Json[] = blocks.citations();
    const said = withoutEmpty({ ...extra, citationsContent: citations, usage: otherUsage(usage) });
    return [{ type: 'finish', usage: readUsage(usage), ...(!isEmpty(said) && { extra: said }) }];
  };

  const readMetadata = ({ usage: counted, ...more }: JsonObject): ChatEvent[] => {
    usage = objectOf(counted);
    addExtra(more);
    // What comes before the reason to stop is kept for the end.
    return state === 'stopped' ? finish() : [];
  };

  return {
    read(type, payload) {
      if (state === 'finished') return [];
      switch (type) {
        case 'messageStart':
          return start();
        case 'contentBlockStart':
          return state === 'stopped'
            ? []
            : [...start(), ...blocks.start(payload.contentBlockIndex, objectOf(payload.start))];
        case 'contentBlockDelta':
          return state === 'stopped'
            ? []
            : [...start(), ...blocks.add(payload.contentBlockIndex, objectOf(payload.delta))];
        case 'contentBlockStop':
          return blocks.stop(payload.contentBlockIndex);
        case 'messageStop':
          return [...start(), ...stop(payload)];
        case 'metadata':
          return readMetadata(payload);
        // Whatever kind of message is added later.
        default:
          return [];
      }
    },
    end() {
      if (state === 'finished') return [];
      return state === 'stopped' ? finish() : undefined;
    },
  };
}
