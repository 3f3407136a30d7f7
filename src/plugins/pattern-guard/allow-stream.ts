/** Holds each answer until it is whole, since only then it is known whether it is one of those that are allowed. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Step } from '#plugins/text/guard-stream.ts';

export interface AllowOptions {
  isAllowed(text: string): boolean;
  /** What stands for an answer that is not allowed; undefined lets it through. Throwing refuses it. */
  onRefused(): string | undefined;
}

interface HeldChoice {
  text: string;
  readonly events: ChatEvent[];
}

/** `inner` sees every event as it comes; what it gives waits here. */
export function allowStream(inner: Step, options: AllowOptions): Step {
  const choices = new Map<number, HeldChoice>();

  return (event) => {
    const given = inner(event);
    if (event.type === 'start' || event.type === 'finish') return given;
    const held = choices.get(event.choice) ?? { text: '', events: [] };
    choices.set(event.choice, held);
    held.events.push(...given);
    if (event.type === 'text-delta' || event.type === 'refusal-delta') held.text += event.text;
    if (event.type !== 'choice-finish') return [];
    choices.delete(event.choice);
    const replacement = options.isAllowed(held.text) ? undefined : options.onRefused();
    return replacement === undefined ? held.events : replaced(event, replacement);
  };
}

/** Reasoning and tool calls go too: they belong to an answer that nobody may see. */
function replaced(finish: Extract<ChatEvent, { type: 'choice-finish' }>, text: string): ChatEvent[] {
  const { choice } = finish;
  const reason = { unified: 'content-filter', raw: finish.reason.raw } as const;
  const shown: ChatEvent[] = text === '' ? [] : [{ type: 'text-delta', choice, text }];
  return [...shown, { type: 'choice-finish', choice, reason }];
}
