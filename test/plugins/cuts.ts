/** Answers cut into pieces at every place, for guards that must hold wherever they are cut. */
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';

export const CHANNELS = ['text', 'refusal', 'reasoning', 'tool', 'vendor-block'] as const;
export type Channel = (typeof CHANNELS)[number];

/** An answer that says the text in this channel alone, piece by piece. */
export function answerIn(channel: Channel, pieces: readonly string[]): readonly ChatBatch[] {
  const delta = (piece: string): ChatEvent => {
    switch (channel) {
      case 'tool':
        return { type: 'tool-call-delta', choice: 0, index: 0, input: piece };
      case 'vendor-block':
        return { type: 'vendor-block', choice: 0, block: { vendor: 'anthropic', value: { type: 'x', text: piece } } };
      default:
        return { type: `${channel}-delta`, choice: 0, text: piece };
    }
  };
  const isTool = channel === 'tool';
  return [
    [
      { type: 'start', id: 'a', model: 'm', warnings: [] },
      ...(isTool ? [{ type: 'tool-call-start', choice: 0, index: 0, id: 'c', name: 'f' } as const] : []),
    ],
    // What only a vendor has a form for is never cut.
    ...(channel === 'vendor-block' ? [pieces.join('')] : pieces).map((piece) => [delta(piece)]),
    [
      ...(isTool ? [{ type: 'tool-call-end', choice: 0, index: 0 } as const] : []),
      { type: 'choice-finish', choice: 0, reason: { unified: 'stop', raw: 'stop' } },
      { type: 'finish', usage: { inputTokens: 3, outputTokens: 7, estimated: false } },
    ],
  ];
}

/** Every way to cut it into pieces of 1 to 7 characters. */
export function allCuts(text: string): readonly (readonly string[])[] {
  return Array.from({ length: 7 }, (_, index) => index + 1).flatMap((length) =>
    Array.from({ length }, (_, offset) => {
      const pieces = offset === 0 ? [] : [text.slice(0, offset)];
      for (let at = offset; at < text.length; at += length) pieces.push(text.slice(at, at + length));
      return pieces;
    }),
  );
}
