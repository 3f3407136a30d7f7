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

function unfoldChoice(given: ChatChoice, choice: number): ChatEvent[] {
  const { refusal, reasoning, toolCalls, finishReason } = given;
  const events: ChatEvent[] = [];
  for (const block of reasoning) {
    if (block.text !== '') events.push({ type: 'reasoning-delta', choice, text: block.text });
    const { text: _, ...proof } = block;
    events.push({ type: 'reasoning-end', choice, ...proof });
  }
  events.push(...unfoldText(given, choice));
  if (refusal !== '') events.push({ type: 'refusal-delta', choice, text: refusal });
  for (const [index, { id, name, input, signature, extra }] of toolCalls.entries()) {
    events.push({ type: 'tool-call-start', choice, index, id, name, ...(extra && { extra }) });
    if (input !== '') events.push({ type: 'tool-call-delta', choice, index, input });
    events.push({ type: 'tool-call-end', choice, index, ...(signature !== undefined && { signature }) });
  }
  events.push({ type: 'choice-finish', choice, reason: finishReason });
  return events;
}

/** The text, cut where something stands between. */
function unfoldText({ text, vendorBlocks = [] }: ChatChoice, choice: number): ChatEvent[] {
  const events: ChatEvent[] = [];
  let done = 0;
  const addText = (until: number): void => {
    if (until > done) events.push({ type: 'text-delta', choice, text: text.slice(done, until) });
    done = Math.max(done, until);
  };
  for (const { at, ...block } of vendorBlocks) {
    addText(at);
    events.push({ type: 'vendor-block', choice, block });
  }
  addText(text.length);
  return events;
}
