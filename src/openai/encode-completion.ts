/** A whole answer as a `chat.completion`. See https://platform.openai.com/docs/api-reference/chat/object. */

import { bodyExtra, type ChoiceExtra, choiceExtra } from '#core/chat/answer-extra.ts';
import type { ToolCall } from '#core/chat/request.ts';
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import { encodeReasoningDetails } from '#openai/encode-reasoning-details.ts';
import { encodeToolCall } from '#openai/encode-tool-call.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { finishReasonOf } from '#openai/finish-reason.ts';

export interface AnswerForm {
  /** The way of 2023: one call, in `function_call`. */
  readonly functions?: boolean;
}

/** JSON text. */
export function encodeCompletion(
  { choices, usage, extra = {} }: ChatResult,
  { id, model, created }: AnswerIdentity,
  { functions = false }: AnswerForm = {},
): string {
  return JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: choices.map((choice, index) => encodeChoice(choice, index, choiceExtra(extra, index), functions)),
    usage: encodeUsage(usage),
    ...bodyExtra(extra),
  });
}

function encodeChoice(choice: ChatChoice, index: number, extra: ChoiceExtra, functions: boolean): object {
  const { text, refusal, reasoning, toolCalls, finishReason, vendorBlocks } = choice;
  const onlyOther = text === '' && (toolCalls.length > 0 || refusal !== '');
  const details = encodeReasoningDetails(reasoning);
  return {
    index,
    message: {
      role: 'assistant',
      content: onlyOther ? null : text,
      refusal: refusal === '' ? null : refusal,
      ...(reasoning.length > 0 && { reasoning_content: reasoning.map((block) => block.text).join('') }),
      ...(details.length > 0 && { reasoning_details: details }),
      ...encodeCalls(toolCalls, functions),
      ...(vendorBlocks && { vendor_blocks: vendorBlocks }),
      ...extra.message,
    },
    logprobs: extra.logprobs,
    finish_reason: finishReasonOf(finishReason, functions),
    ...extra.choice,
  };
}

/** More calls than one have no place in the old form, so then all stand in the new one too. */
function encodeCalls(calls: readonly ToolCall[], functions: boolean): JsonObject {
  const [first] = calls;
  if (first === undefined) return {};
  const legacy = functions ? { function_call: { name: first.name, arguments: first.input } } : {};
  return functions && calls.length === 1 ? legacy : { ...legacy, tool_calls: calls.map(encodeToolCall) };
}
