/** Batches of events as `chat.completion.chunk` frames. See https://platform.openai.com/docs/api-reference/chat-streaming. */
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { FINISH_REASONS } from '#openai/finish-reason.ts';

export const DONE_FRAME = 'data: [DONE]\n\n';

export interface ChunkEncoder {
  /** The frames of one batch in one text; empty where the batch says nothing to a caller. */
  encode(batch: ChatBatch): string;
}

type ChoiceEvent = Extract<ChatEvent, { choice: number }>;

/** One encoder a stream. Text that came together leaves together, so a chunk is made for each read and not for each token. */
export function createChunkEncoder(identity: AnswerIdentity, includeUsage: boolean): ChunkEncoder {
  const { id, model, created } = identity;
  // What all chunks have in common is made into text once.
  const shared = JSON.stringify({ id, object: 'chat.completion.chunk', created, model }).slice(0, -1);
  const open = `data: ${shared},"choices":[`;
  const close = includeUsage ? '],"usage":null}\n\n' : ']}\n\n';
  const begun = new Set<number>();

  const frame = (choice: number, delta: string, finish = 'null'): string => {
    let members = delta;
    if (!begun.has(choice)) {
      begun.add(choice);
      members = delta === '' ? '"role":"assistant"' : `"role":"assistant",${delta}`;
    }
    return `${open}{"index":${choice},"delta":{${members}},"logprobs":null,"finish_reason":${finish}}${close}`;
  };

  const encodeEvent = (event: Exclude<ChatEvent, { type: 'text-delta' }>): string => {
    if (event.type === 'start') return '';
    if (event.type === 'finish') {
      if (!includeUsage) return '';
      return `${open}],"usage":${JSON.stringify(encodeUsage(event.usage) ?? null)}}\n\n`;
    }
    if (event.type === 'choice-finish') return frame(event.choice, '', `"${FINISH_REASONS[event.reason.unified]}"`);
    const delta = encodeDelta(event);
    return delta === '' ? '' : frame(event.choice, delta);
  };

  return {
    encode(batch) {
      let frames = '';
      let text = '';
      let choice = 0;
      const flush = () => {
        if (text !== '') frames += frame(choice, `"content":${JSON.stringify(text)}`);
        text = '';
      };
      for (const event of batch) {
        if (event.type !== 'text-delta') {
          flush();
          frames += encodeEvent(event);
          continue;
        }
        if (event.choice !== choice) flush();
        choice = event.choice;
        text += event.text;
      }
      flush();
      return frames;
    },
  };
}

type DeltaEvent = Exclude<ChoiceEvent, { type: 'text-delta' | 'choice-finish' }>;

/** Members of the delta; empty where the wire has nothing for it. */
function encodeDelta(event: DeltaEvent): string {
  switch (event.type) {
    case 'refusal-delta':
      return `"refusal":${JSON.stringify(event.text)}`;
    case 'reasoning-delta':
      return `"reasoning_content":${JSON.stringify(event.text)}`;
    case 'tool-call-start': {
      const { index, id, name } = event;
      const call = { index, id, type: 'function', function: { name, arguments: '' } };
      return `"tool_calls":[${JSON.stringify(call)}]`;
    }
    case 'tool-call-delta':
      return `"tool_calls":[{"index":${event.index},"function":{"arguments":${JSON.stringify(event.input)}}}]`;
    case 'vendor-block':
      return `"vendor_blocks":[${JSON.stringify(event.block)}]`;
    case 'reasoning-end':
    case 'tool-call-end':
      return '';
    default:
      return event satisfies never;
  }
}
