/** Why Anthropic stopped, in our words. https://docs.anthropic.com/en/api/handling-stop-reasons */
import type { FinishReason } from '#core/chat/result.ts';
import type { Json } from '#core/json.ts';
import { stringOf } from '#providers/wire/json-readers.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  __proto__: null as never,
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'content-filter',
};

export function readFinishReason(value: Json | undefined): FinishReason | undefined {
  const raw = stringOf(value);
  return raw === '' ? undefined : { unified: UNIFIED[raw] ?? 'other', raw };
}
