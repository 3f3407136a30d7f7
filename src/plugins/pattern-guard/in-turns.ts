/** Gives a long piece of an answer to a step in shorter ones, with a turn for everybody else between them. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { StreamStep } from '#core/plugin.ts';
import type { Step } from '#plugins/text/guard-stream.ts';
import { nextTurn } from '#plugins/text/next-turn.ts';

/** `most`: characters that the step may get at once. However a text is cut, the step says the same. */
export function inTurns(step: Step, most: number): StreamStep {
  const feed = async (pieces: readonly ChatEvent[]): Promise<readonly ChatEvent[]> => {
    const out: ChatEvent[] = [];
    for (const piece of pieces) {
      out.push(...step(piece));
      await nextTurn();
    }
    return out;
  };
  return (event) => {
    switch (event.type) {
      case 'text-delta':
        // Its probabilities belong to this very piece.
        if (event.text.length <= most || event.logprobs !== undefined) return step(event);
        return feed(cut(event.text, most).map((text) => ({ ...event, text })));
      case 'refusal-delta':
      case 'reasoning-delta':
        return event.text.length <= most
          ? step(event)
          : feed(cut(event.text, most).map((text) => ({ ...event, text })));
      case 'tool-call-delta':
        return event.input.length <= most
          ? step(event)
          : feed(cut(event.input, most).map((input) => ({ ...event, input })));
      default:
        return step(event);
    }
  };
}

function cut(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + most;
    // A surrogate pair stays whole.
    const to = /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
