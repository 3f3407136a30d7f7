/**
 * A request in OpenAI's words, put into Mistral's, which refuses every field that it does not know.
 * https://docs.mistral.ai/api/endpoint/chat
 */
import type { ChatWarning } from '#core/chat/result.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { EncodedCall } from '#core/provider.ts';
import { toMistralMessage } from '#providers/mistral/to-mistral-message.ts';
import { listOf, objectOf } from '#providers/wire/json-readers.ts';

export function toMistral({ wire, warnings }: EncodedCall): EncodedCall {
  // Usage comes with every stream, unasked.
  const { stream_options: _, seed, messages, tool_choice: choice, ...rest } = objectOf(wire.body);
  const effort = encodeEffort(rest.reasoning_effort);
  const body: JsonObject = {
    ...rest,
    messages: listOf(messages).filter(isJsonObject).map(toMistralMessage),
    ...(seed !== undefined && { random_seed: seed }),
    ...(choice !== undefined && { tool_choice: choice === 'required' ? 'any' : choice }),
    ...effort.body,
  };
  return { wire: { ...wire, body }, warnings: [...warnings, ...effort.warnings] };
}

/** Thinking is on or off. https://docs.mistral.ai/capabilities/reasoning/adjustable */
function encodeEffort(effort: unknown): { readonly body: JsonObject; readonly warnings: readonly ChatWarning[] } {
  if (effort === undefined || effort === 'none' || effort === 'high') return { body: {}, warnings: [] };
  const message = `Mistral knows no effort such as "${String(effort)}": thinking was switched on.`;
  return { body: { reasoning_effort: 'high' }, warnings: [{ setting: 'reasoning.effort', message }] };
}
