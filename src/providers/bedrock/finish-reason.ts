/** Converse's words for why an answer ended, as ours. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
import type { FinishReason } from '#core/chat/result.ts';
import { stringOf } from '#providers/wire/json-readers.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  guardrail_intervened: 'content-filter',
  content_filtered: 'content-filter',
};

export function readFinishReason(value: unknown): FinishReason {
  const raw = stringOf(value);
  if (raw === '') return { unified: 'other', raw: null };
  return { unified: Object.hasOwn(UNIFIED, raw) ? (UNIFIED[raw] ?? 'other') : 'other', raw };
}
