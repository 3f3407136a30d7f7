/** Leaves calls of tools out of an answer that nobody may call. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { StreamStep } from '#core/plugin.ts';

interface Choice {
  /** The index by which a call leaves; undefined for one that was left out. */
  readonly indexes: Map<number, number | undefined>;
  kept: number;
  dropped: number;
}

/** `onDenied` may throw in place of leaving the call out. */
export function filterAnswer(isPermitted: (name: string) => boolean, onDenied: (name: string) => void): StreamStep {
  const choices = new Map<number, Choice>();
  const choiceOf = (number: number): Choice => {
    const known = choices.get(number) ?? { indexes: new Map(), kept: 0, dropped: 0 };
    choices.set(number, known);
    return known;
  };
  const drop = (choice: Choice, name: string): readonly ChatEvent[] => {
    choice.dropped += 1;
    onDenied(name);
    return [];
  };

  return (event) => {
    switch (event.type) {
      case 'tool-call-start': {
        const choice = choiceOf(event.choice);
        if (!isPermitted(event.name)) {
          choice.indexes.set(event.index, undefined);
          return drop(choice, event.name);
        }
        const index = choice.kept;
        choice.indexes.set(event.index, index);
        choice.kept += 1;
        return [index === event.index ? event : { ...event, index }];
      }
      case 'tool-call-delta':
      case 'tool-call-end': {
        const index = choiceOf(event.choice).indexes.get(event.index);
        if (index === undefined) return [];
        return [index === event.index ? event : { ...event, index }];
      }
      case 'vendor-block': {
        const name = calledBy(event.block.value);
        return name === undefined || isPermitted(name) ? [event] : drop(choiceOf(event.choice), name);
      }
      case 'choice-finish': {
        const { kept, dropped } = choiceOf(event.choice);
        const waitsForNothing = event.reason.unified === 'tool-calls' && dropped > 0 && kept === 0;
        return [waitsForNothing ? { ...event, reason: { unified: 'stop', raw: null } } : event];
      }
      default:
        return [event];
    }
  };
}

/** A vendor's own form of a call, such as `server_tool_use` or `mcp_call`, names the tool. */
function calledBy({ type, name }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof name === 'string' && typeof type === 'string' && /tool_use$|call$/.test(type) ? name : undefined;
}
