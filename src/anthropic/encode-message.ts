/** A whole answer as a `message`. See https://docs.anthropic.com/en/api/messages. */
import { answerTail } from '#anthropic/answer-tail.ts';
import type { BlockEvent } from '#anthropic/block-queue.ts';
import { createBlockWriter } from '#anthropic/block-writer.ts';
import { joinBlocks } from '#anthropic/join-blocks.ts';
import { endedRefusing } from '#anthropic/stop-reason.ts';
import { type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';

/** JSON text. */
export function encodeMessage(result: ChatResult, identity: AnswerIdentity): string {
  const [{ finishReason, refusal } = EMPTY_CHOICE] = result.choices;
  const reason = refusal === '' ? finishReason : endedRefusing(finishReason);
  const { message, beside, usage } = answerTail(reason, result.usage, result.extra);
  return JSON.stringify({
    ...messageHead(identity),
    content: joinBlocks(blockEvents(result)),
    ...message,
    ...beside,
    usage,
  });
}

export function messageHead({ id, model }: AnswerIdentity): JsonObject {
  return { id, type: 'message', role: 'assistant', model };
}

/** The blocks are those of the same answer in a stream. */
function blockEvents(result: ChatResult): readonly BlockEvent[] {
  const blocks = createBlockWriter();
  const written = unfoldChat(result).flatMap((event) => {
    if (!('choice' in event) || event.choice !== 0 || event.type === 'choice-finish') return [];
    return blocks.write(event);
  });
  return [...written, ...blocks.end()];
}
