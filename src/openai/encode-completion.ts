/** A whole answer as a `chat.completion`. See https://platform.openai.com/docs/api-reference/chat/object. */
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import { choiceExtra, knownExtra } from '#openai/answer-extra.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { FINISH_REASONS } from '#openai/finish-reason.ts';

/** JSON text. */
export function encodeCompletion(
  { choices, usage, extra = {} }: ChatResult,
  { id, model, created }: AnswerIdentity,
): string {
  return JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: choices.map((choice, index) => encodeChoice(choice, index, choiceExtra(extra, index))),
    usage: encodeUsage(usage),
    ...knownExtra(extra, ['service_tier', 'system_fingerprint']),
  });
}

function encodeChoice(choice: ChatChoice, index: number, extra: JsonObject): object {
  const { text, refusal, reasoning, toolCalls, finishReason, vendorBlocks } = choice;
  const onlyOther = text === '' && (toolCalls.length > 0 || refusal !== '');
  return {
    index,
    message: {
      role: 'assistant',
      content: onlyOther ? null : text,
      refusal: refusal === '' ? null : refusal,
      ...(reasoning.length > 0 && { reasoning_content: reasoning.map((block) => block.text).join('') }),
      ...(toolCalls.length > 0 && {
        tool_calls: toolCalls.map((call) => ({
          id: call.id,
          type: 'function',
          function: { name: call.name, arguments: call.input },
        })),
      }),
      ...(vendorBlocks && { vendor_blocks: vendorBlocks }),
      ...(isJsonObject(extra.message) && knownExtra(extra.message, ['annotations', 'audio'])),
    },
    logprobs: extra.logprobs ?? null,
    finish_reason: FINISH_REASONS[finishReason.unified],
  };
}
