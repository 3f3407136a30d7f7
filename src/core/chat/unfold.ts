/** The inverse of fold: a whole result as events, for cached answers and for providers asked without streaming. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { ChatChoice, ChatResult } from '#core/chat/result.ts';

export function unfoldChat(result: ChatResult): readonly ChatEvent[] {
  const { id, model, warnings, choices, usage, extra } = result;
  return [
    { type: 'start', id, model, warnings },
    ...choices.flatMap(unfoldChoice),
    { type: 'finish', usage, ...(extra && { extra }) },
  ];
}

function unfoldChoice({ text, refusal, reasoning, toolCalls, finishReason }: ChatChoice, choice: number): ChatEvent[] {
  const events: ChatEvent[] = [];
  for (const block of reasoning) {
    if (block.text !== '') events.push({ type: 'reasoning-delta', choice, text: block.text });
    events.push({
      type: 'reasoning-end',
      choice,
      ...(block.signature !== undefined && { signature: block.signature }),
    });
  }
  if (text !== '') events.push({ type: 'text-delta', choice, text });
  if (refusal !== '') events.push({ type: 'refusal-delta', choice, text: refusal });
  for (const [index, { id, name, input }] of toolCalls.entries()) {
    events.push({ type: 'tool-call-start', choice, index, id, name });
    if (input !== '') events.push({ type: 'tool-call-delta', choice, index, input });
    events.push({ type: 'tool-call-end', choice, index });
  }
  events.push({ type: 'choice-finish', choice, reason: finishReason });
  return events;
}
