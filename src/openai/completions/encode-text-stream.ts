/** A streamed answer as chunks of `text_completion`. See https://platform.openai.com/docs/api-reference/completions. */

import { bodyExtra } from '#core/chat/answer-extra.ts';
import type { ChatEvent } from '#core/chat/event.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { AnswerIdentity, StreamEncoder } from '#doors/chat-wire.ts';
import type { DecodedCompletionRequest } from '#openai/completions/decode-completion-request.ts';
import { encodeLegacyLogprobs } from '#openai/completions/encode-legacy-logprobs.ts';
import { DONE_FRAME } from '#openai/encode-chunk.ts';
import { encodeError } from '#openai/encode-error.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { finishReasonOf } from '#openai/finish-reason.ts';
import { joinTexts } from '#openai/join-texts.ts';

type Finish = Extract<ChatEvent, { type: 'finish' }>;

export function createTextStream(
  { id, model, created }: AnswerIdentity,
  { includeUsage, logprobs }: Pick<DecodedCompletionRequest, 'includeUsage' | 'logprobs'>,
): StreamEncoder {
  const shared: JsonObject = { id, object: 'text_completion', created, model };
  const usual: JsonObject = includeUsage ? { usage: null } : {};
  const lengths = new Map<number, number>();

  const frame = (rest: JsonObject): string => `data: ${JSON.stringify({ ...shared, ...rest })}\n\n`;

  const say = (index: number, text: string, given?: Json, beside: JsonObject = {}): string => {
    const before = lengths.get(index) ?? 0;
    lengths.set(index, before + text.length);
    const known = logprobs ? encodeLegacyLogprobs(given, before) : null;
    return frame({ choices: [{ text, index, logprobs: known, finish_reason: null, ...beside }], ...usual });
  };

  const end = (index: number, reason: FinishReason): string =>
    frame({
      choices: [{ text: '', index, logprobs: null, finish_reason: finishReasonOf(reason, false) }],
      ...usual,
    });

  const finish = ({ usage, extra = {} }: Finish): string =>
    includeUsage ? frame({ choices: [], ...bodyExtra(extra), usage: encodeUsage(usage) ?? null }) : '';

  /** This wire has one text and nothing else: what a model says where it refuses is its answer too. */
  const encodeEvent = (event: ChatEvent): string => {
    switch (event.type) {
      case 'text-delta':
        return say(event.choice, event.text, event.logprobs);
      case 'refusal-delta':
        return say(event.choice, event.text);
      case 'reasoning-delta':
        return say(event.choice, '', undefined, { reasoning_content: event.text });
      case 'choice-finish':
        return end(event.choice, event.reason);
      case 'finish':
        return finish(event);
      default:
        return '';
    }
  };

  return {
    encode: (batch) => joinTexts(batch).map(encodeEvent).join(''),
    end: () => DONE_FRAME,
    // Without `[DONE]`: the answer is not whole.
    fail: (error) => `data: ${encodeError(error)}\n\n`,
  };
}
