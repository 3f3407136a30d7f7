/** Why the model stopped, in Anthropic's words. https://docs.anthropic.com/en/api/handling-stop-reasons */
import type { FinishReason } from '#core/chat/result.ts';

const REASONS: Readonly<Record<FinishReason['unified'], string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  other: 'end_turn',
};

/** Anthropic's own word where it was one: `pause_turn` asks the caller to go on. */
const OWN: ReadonlySet<string> = new Set(['stop_sequence', 'pause_turn', 'model_context_window_exceeded']);

export function stopReasonOf({ unified, raw }: FinishReason): string {
  return raw !== null && OWN.has(raw) ? raw : REASONS[unified];
}

/** A vendor that says its refusal in words apart ends them like any other answer. */
export function endedRefusing(reason: FinishReason): FinishReason {
  return reason.unified === 'stop' ? { unified: 'content-filter', raw: null } : reason;
}
