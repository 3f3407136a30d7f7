/** Holds an answer back until it is whole, for who has to see all of it before any of it may leave. */
import type { ChatEvent } from '#core/chat/event.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { unfoldChat } from '#core/chat/unfold.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { HeldBack, type StreamStep } from '#core/plugin.ts';

/** Gives the very same result where the answer may leave as it came. Throwing refuses it. */
export type JudgeAnswer = (result: ChatResult) => ChatResult | Promise<ChatResult>;

/** Nothing leaves before the end, so that an answer that is refused has no beginning either. */
export function holdAnswer(judge: JudgeAnswer): StreamStep {
  const folder = createFolder();
  const held: ChatEvent[] = [];
  return async (event) => {
    folder.addAll([event]);
    held.push(event);
    if (event.type !== 'finish') return [];
    const result = folder.result();
    // Texts that were embedded have no answer.
    if (result.choices.length === 0) return held;
    try {
      const judged = await judge(result);
      return judged === result ? held : unfoldChat(judged);
    } catch (thrown) {
      if (thrown instanceof GatewayError) throw thrown;
      throw new HeldBack(held, thrown);
    }
  };
}

/** Lets everything pass but the end, which waits until somebody has seen the whole. Throwing refuses what is left. */
export function watchAnswer(see: (result: ChatResult) => void | Promise<void>): StreamStep {
  const folder = createFolder();
  return (event) => {
    folder.addAll([event]);
    if (event.type !== 'finish') return [event];
    const result = folder.result();
    return result.choices.length === 0 ? [event] : Promise.resolve(see(result)).then(() => [event]);
  };
}

/** Everything that an answer says to a reader, in all of its forms: one text a choice. */
export function textsOf({ choices }: ChatResult): readonly string[] {
  return choices.map(({ text, refusal, reasoning, toolCalls, vendorBlocks = [] }) =>
    [
      text,
      refusal,
      ...reasoning.map((block) => block.text),
      ...toolCalls.map(({ name, input }) => `${name} ${input}`),
      ...vendorBlocks.map(({ value }) => JSON.stringify(value)),
    ]
      .filter((part) => part.trim() !== '')
      .join('\n'),
  );
}

/** The same answer with other words: nothing is left of what it said in any form. */
export function withOtherText(result: ChatResult, text: string): ChatResult {
  const { extra: _, ...rest } = result;
  const choices = result.choices.map(({ finishReason }) => ({
    text,
    refusal: '',
    reasoning: [],
    toolCalls: [],
    finishReason: { unified: 'content-filter', raw: finishReason.raw } as const,
  }));
  return { ...rest, choices };
}
