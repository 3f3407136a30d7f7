/** The dialect's words for why an answer ended, as ours. */
import type { FinishReason } from '#core/chat/result.ts';

const UNIFIED: Readonly<Record<string, FinishReason['unified']>> = {
  stop: 'stop',
  eos: 'stop',
  end_turn: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  tool_calls: 'tool-calls',
  // The word from before there were tools; some servers still say it.
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** Undefined where the wire has none yet: null, absent or an empty text. */
export function readFinishReason(raw: unknown): FinishReason | undefined {
  if (typeof raw !== 'string' || raw === '') return undefined;
  return { unified: Object.hasOwn(UNIFIED, raw) ? (UNIFIED[raw] ?? 'other') : 'other', raw };
}
