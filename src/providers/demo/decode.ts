/** Reads the answers of the demo provider, whole and streamed. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { ChatResult, FinishReason } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { parseJson } from '#core/json.ts';
import type { StreamDecoder } from '#core/provider.ts';
import { type DemoAnswer, type DemoEvent, demoAnswer, demoEvent } from '#providers/demo/wire.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** @throws GatewayError PROVIDER_PROTOCOL */
export function decodeResult(body: unknown): ChatResult {
  const { data, error } = demoAnswer.safeParse(body);
  if (!data) throw notUnderstood(`Not an answer of the demo provider: ${error.message}`);
  const { id, model, text, calls, finish, usage } = data;
  return {
    id,
    model,
    choices: [{ text, refusal: '', reasoning: [], toolCalls: calls, finishReason: reasonOf(finish) }],
    usage: usageOf(usage),
    warnings: [],
  };
}

export function createDecoder(): StreamDecoder {
  let calls = 0;
  let done = false;

  const read = (event: DemoEvent): ChatEvent[] => {
    switch (event.type) {
      case 'start':
        return [{ type: 'start', id: event.id, model: event.model, warnings: [] }];
      case 'word':
        return [{ type: 'text-delta', choice: 0, text: event.text }];
      case 'call': {
        const index = calls;
        calls += 1;
        const { id, name, input } = event.call;
        return [
          { type: 'tool-call-start', choice: 0, index, id, name },
          { type: 'tool-call-delta', choice: 0, index, input },
          { type: 'tool-call-end', choice: 0, index },
        ];
      }
      case 'end':
        done = true;
        return [
          { type: 'choice-finish', choice: 0, reason: reasonOf(event.finish) },
          { type: 'finish', usage: usageOf(event.usage) },
        ];
      default:
        return event satisfies never;
    }
  };

  return {
    push({ data: text }) {
      if (done || text === '') return [];
      const { data, error } = demoEvent.safeParse(parseJson(text));
      if (!data) throw notUnderstood(`Not an event of the demo provider: ${error.message}`);
      return read(data);
    },
    end() {
      if (done) return [];
      throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The demo provider broke its answer off.' });
    },
  };
}

/** @throws GatewayError PROVIDER_PROTOCOL */
export function decodeModelList(body: unknown): readonly string[] {
  const { models } = objectOf(body);
  if (!Array.isArray(models)) throw notUnderstood('The answer has no list of models.');
  return listOf(models)
    .map(stringOf)
    .filter((name) => name !== '')
    .sort();
}

function reasonOf(finish: DemoAnswer['finish']): FinishReason {
  return { unified: finish, raw: finish };
}

function usageOf({ input, output }: DemoAnswer['usage']): Usage {
  return { inputTokens: input, outputTokens: output, estimated: false };
}
