/** A whole answer as a `text_completion`. See https://platform.openai.com/docs/api-reference/completions/object. */

import { bodyExtra, choiceExtra } from '#core/chat/answer-extra.ts';
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import type { DecodedCompletionRequest } from '#openai/completions/decode-completion-request.ts';
import { encodeLegacyLogprobs } from '#openai/completions/encode-legacy-logprobs.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { finishReasonOf } from '#openai/finish-reason.ts';

/** JSON text. */
export function encodeTextCompletion(
  { choices, usage, extra = {} }: ChatResult,
  { id, model, created }: AnswerIdentity,
  { logprobs }: Pick<DecodedCompletionRequest, 'logprobs'>,
): string {
  return JSON.stringify({
    id,
    object: 'text_completion',
    created,
    model,
    choices: choices.map((choice, index) => encodeChoice(choice, index, logprobs ? extra : {})),
    usage: encodeUsage(usage),
    ...bodyExtra(extra),
  });
}

/** This wire has one text and nothing else: what a model says where it refuses is its answer too. */
function encodeChoice(choice: ChatChoice, index: number, extra: JsonObject): JsonObject {
  const { text, refusal, reasoning, finishReason } = choice;
  const thought = reasoning.map((block) => block.text).join('');
  return {
    text: text + refusal,
    index,
    logprobs: encodeLegacyLogprobs(choiceExtra(extra, index).logprobs, 0),
    finish_reason: finishReasonOf(finishReason, false),
    ...(thought !== '' && { reasoning_content: thought }),
  };
}
