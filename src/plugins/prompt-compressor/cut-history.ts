/** Cuts the oldest part out of a conversation, so that what is left makes sense by itself. */
import type { Message } from '#core/chat/request.ts';
import { countAll } from '#plugins/prompt-compressor/count-tokens.ts';

export interface CutHistory {
  readonly kept: readonly Message[];
  readonly dropped: readonly Message[];
  /** False where no more can be dropped and it is still too long. */
  readonly fits: boolean;
}

/**
 * Instructions stay. The oldest turns go first, each whole: what the user said with all that was answered to it. Of the
 * last turn the oldest rounds go, each an answer with the results of its tool calls, so that no call is without its result.
 */
export function cutHistory(messages: readonly Message[], budget: number): CutHistory {
  const dropped = new Set<Message>();
  let total = countAll(messages);
  for (const unit of droppable(messages)) {
    if (total <= budget) break;
    for (const message of unit) dropped.add(message);
    total -= countAll(unit);
  }
  return {
    kept: messages.filter((message) => !dropped.has(message)),
    dropped: messages.filter((message) => dropped.has(message)),
    fits: total <= budget,
  };
}

/** What may be dropped together, in the order in which it is. */
function droppable(messages: readonly Message[]): readonly (readonly Message[])[] {
  const said = messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  const turns = groupsFrom(said, 'user');
  const last = turns.pop() ?? [];
  const rounds = groupsFrom(last, 'assistant');
  const question = last[0]?.role === 'user' ? 1 : 0;
  return [...turns, ...rounds.slice(question, -1)];
}

/** Groups of which each begins with a message of that role, but perhaps the first. */
function groupsFrom(messages: readonly Message[], role: Message['role']): Message[][] {
  const groups: Message[][] = [];
  for (const message of messages) {
    const group = groups.at(-1);
    if (group === undefined || message.role === role) groups.push([message]);
    else group.push(message);
  }
  return groups;
}
