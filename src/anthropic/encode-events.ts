/** Batches of events as Anthropic's events. See https://docs.anthropic.com/en/docs/build-with-claude/streaming. */
import { encodeError } from '#anthropic/encode-error.ts';
import { stopSequenceOf } from '#anthropic/encode-message.ts';
import { encodeUsage } from '#anthropic/encode-usage.ts';
import { stopReasonOf } from '#anthropic/stop-reason.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import type { VendorBlock } from '#core/chat/request.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { AnswerIdentity, StreamEncoder } from '#doors/chat-wire.ts';

interface Open {
  readonly kind: 'text' | 'thinking';
  readonly index: number;
}

/** One encoder a stream. */
export function createEventEncoder({ id, model }: AnswerIdentity, callId: string): StreamEncoder {
  let blocks = 0;
  let open: Open | undefined;
  let reason: FinishReason = { unified: 'other', raw: null };
  const calls = new Map<number, number>();

  const start = (block: Json): { readonly index: number; readonly text: string } => {
    const index = blocks;
    blocks += 1;
    return { index, text: frame('content_block_start', { index, content_block: block }) };
  };
  const stop = (index: number): string => frame('content_block_stop', { index });
  const delta = (index: number, value: JsonObject): string => frame('content_block_delta', { index, delta: value });

  const close = (): string => {
    if (!open) return '';
    const { index } = open;
    open = undefined;
    return stop(index);
  };

  const within = (kind: Open['kind'], block: Json, value: JsonObject): string => {
    let text = '';
    if (open?.kind !== kind) {
      text += close();
      const begun = start(block);
      open = { kind, index: begun.index };
      text += begun.text;
    }
    return text + delta(open.index, value);
  };

  const say = (text: string): string => within('text', { type: 'text', text: '' }, { type: 'text_delta', text });

  const endThinking = ({ signature, sealed }: { signature?: string; sealed?: string }): string => {
    if (sealed !== undefined) {
      const begun = start({ type: 'redacted_thinking', data: sealed });
      return close() + begun.text + stop(begun.index);
    }
    const empty = { type: 'thinking', thinking: '', signature: '' };
    const signed = signature === undefined ? '' : within('thinking', empty, { type: 'signature_delta', signature });
    return signed + (open?.kind === 'thinking' ? close() : '');
  };

  const show = ({ vendor, value }: VendorBlock): string => {
    if (vendor !== 'anthropic') return '';
    if (value.type === 'citation') {
      const citation = { type: 'citations_delta', citation: value.citation ?? null };
      // A text after it is another block.
      return within('text', { type: 'text', text: '', citations: [] }, citation);
    }
    const before = close();
    const begun = start(value);
    return before + begun.text + stop(begun.index);
  };

  const encodeEvent = (event: ChatEvent): string => {
    if ('choice' in event && event.choice !== 0) return '';
    switch (event.type) {
      case 'start':
        return frame('message_start', { message: headOf(id, model) });
      case 'text-delta':
      case 'refusal-delta':
        return say(event.text);
      case 'reasoning-delta':
        return within(
          'thinking',
          { type: 'thinking', thinking: '', signature: '' },
          { type: 'thinking_delta', thinking: event.text },
        );
      case 'reasoning-end':
        return endThinking(event);
      case 'vendor-block':
        return show(event.block);
      case 'tool-call-start': {
        const before = close();
        const begun = start({ type: 'tool_use', id: event.id, name: event.name, input: {} });
        calls.set(event.index, begun.index);
        return before + begun.text;
      }
      case 'tool-call-delta':
        return delta(calls.get(event.index) ?? 0, { type: 'input_json_delta', partial_json: event.input });
      case 'tool-call-end':
        return stop(calls.get(event.index) ?? 0);
      case 'choice-finish':
        reason = event.reason;
        return close();
      case 'finish':
        return frame('message_delta', {
          delta: { stop_reason: stopReasonOf(reason), stop_sequence: stopSequenceOf(event.extra ?? {}) },
          usage: encodeUsage(event.usage),
        });
      default:
        return event satisfies never;
    }
  };

  return {
    encode: (batch) => batch.map(encodeEvent).join(''),
    end: () => frame('message_stop', {}),
    fail: (error) => `event: error\ndata: ${encodeError(error, callId)}\n\n`,
  };
}

function headOf(id: string, model: string): Json {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: encodeUsage({ estimated: false }),
  };
}

function frame(type: string, rest: JsonObject): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
}
