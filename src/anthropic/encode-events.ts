/** Batches of events as Anthropic's events. See https://docs.anthropic.com/en/docs/build-with-claude/streaming. */
import { answerTail } from '#anthropic/answer-tail.ts';
import type { BlockEvent } from '#anthropic/block-queue.ts';
import { createBlockWriter } from '#anthropic/block-writer.ts';
import { encodeError } from '#anthropic/encode-error.ts';
import { messageHead } from '#anthropic/encode-message.ts';
import { encodeUsage } from '#anthropic/encode-usage.ts';
import { endedRefusing } from '#anthropic/stop-reason.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import { EMPTY_CHOICE } from '#core/chat/result.ts';
import { UNKNOWN_USAGE } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerIdentity, StreamEncoder } from '#doors/chat-wire.ts';

/** One encoder a stream. */
export function createEventEncoder(identity: AnswerIdentity): StreamEncoder {
  const blocks = createBlockWriter();
  let reason = EMPTY_CHOICE.finishReason;
  let refused = false;

  const encodeEvent = (event: ChatEvent): string => {
    switch (event.type) {
      case 'start': {
        const end = { stop_reason: null, stop_sequence: null, usage: encodeUsage(UNKNOWN_USAGE) };
        return frame({ type: 'message_start', message: { ...messageHead(identity), content: [], ...end } });
      }
      case 'finish': {
        const { message, beside, usage } = answerTail(
          refused ? endedRefusing(reason) : reason,
          event.usage,
          event.extra,
        );
        const last = { type: 'message_delta', delta: message, ...beside, usage };
        return [...blocks.end(), last].map(frame).join('');
      }
      default:
    }
    // The wire has one answer a call.
    if (event.choice !== 0) return '';
    if (event.type === 'refusal-delta') refused = true;
    if (event.type !== 'choice-finish') return blocks.write(event).map(frame).join('');
    reason = event.reason;
    return blocks.end().map(frame).join('');
  };

  return {
    encode: (batch) => batch.map(encodeEvent).join(''),
    end: () => frame({ type: 'message_stop' }),
    // Without `message_stop`: the answer is not whole.
    fail: (error) => `event: error\ndata: ${encodeError(error, identity.id)}\n\n`,
  };
}

function frame(event: JsonObject | BlockEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
