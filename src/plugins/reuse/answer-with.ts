/** Answers a call with what is kept: at once or with pace, for nothing or for what it cost when it was made. */
import type { ChatBatch, ChatEvent, ChatStream } from '#core/chat/event.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { estimateTokens } from '#core/chat/usage.ts';
import type { PluginContext, Verdict } from '#core/plugin.ts';
import type { Entry } from '#plugins/reuse/entry.ts';

export interface AnswerStyle {
  readonly charge: 'nothing' | 'as-asked';
  /** Tokens a second of a streamed answer; in one piece where absent. */
  readonly pace?: number | undefined;
}

export function answerWith({ result, cost }: Entry, context: PluginContext, { charge, pace }: AnswerStyle): Verdict {
  return {
    type: 'answer',
    result,
    ...(context.streamed && pace !== undefined && { stream: paced(unfoldChat(result), pace, context.signal) }),
    ...(charge === 'as-asked' && { charge: { usage: result.usage, ...(cost !== undefined && { cost }) } }),
  };
}

async function* paced(events: readonly ChatEvent[], tokensPerSecond: number, signal: AbortSignal): ChatStream {
  for (const batch of events.flatMap(inWords)) {
    const tokens = batch.reduce((sum, event) => sum + estimateTokens(writtenIn(event)), 0);
    if (tokens > 0) await pause((tokens * 1_000) / tokensPerSecond, signal);
    yield batch;
  }
}

/** Each word with the space behind it; what is no text stays in one piece. */
function inWords(event: ChatEvent): ChatBatch[] {
  switch (event.type) {
    case 'text-delta':
    case 'refusal-delta':
    case 'reasoning-delta':
      return cut(event.text).map((text) => [{ type: event.type, choice: event.choice, text }]);
    case 'tool-call-delta':
      return cut(event.input).map((input) => [{ ...event, input }]);
    default:
      return [[event]];
  }
}

function cut(text: string): readonly string[] {
  return text.match(/\s*\S{1,12}\s?|\s+/gu) ?? [];
}

function writtenIn(event: ChatEvent): string {
  if (event.type === 'tool-call-delta') return event.input;
  return 'text' in event ? event.text : '';
}

/** Ends early where the call is over: whoever reads on is told so by the pipeline. */
function pause(forMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, forMs);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
}
