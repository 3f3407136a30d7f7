/** Why an answer ended, in the words of the OpenAI wire. */
import type { FinishReason } from '#core/chat/result.ts';

/** The wire's list is closed, so a reason it has no word for becomes its plainest. */
export const FINISH_REASONS = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  other: 'stop',
} as const satisfies Record<FinishReason['unified'], string>;

export function finishReasonOf({ unified }: FinishReason, functions: boolean): string {
  return functions && unified === 'tool-calls' ? 'function_call' : FINISH_REASONS[unified];
}
