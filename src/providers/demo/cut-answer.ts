/** Ends an answer where the caller wants it to end: before a stop sequence, or at the limit of its length. */
import { estimateTokens } from '#core/chat/usage.ts';
import type { DemoAnswer, DemoQuestion } from '#providers/demo/wire.ts';

export function cutAnswer(
  answer: string,
  { stop, maxTokens }: Pick<DemoQuestion, 'stop' | 'maxTokens'>,
): Pick<DemoAnswer, 'text' | 'finish'> {
  const places = stop.filter((sequence) => sequence !== '').map((sequence) => answer.indexOf(sequence));
  const end = Math.min(answer.length, ...places.filter((place) => place !== -1));
  const text = answer.slice(0, end);
  if (maxTokens === undefined || estimateTokens(text) <= maxTokens) return { text, finish: 'stop' };
  return { text: shorten(text, maxTokens), finish: 'length' };
}

/** As many whole words as fit; a first word that does not fit is cut, since an answer has one token at least. */
function shorten(text: string, maxTokens: number): string {
  let kept = '';
  for (const word of splitWords(text)) {
    if (estimateTokens(kept + word) > maxTokens) break;
    kept += word;
  }
  return kept === '' ? text.slice(0, Math.max(1, maxTokens)) : kept;
}

/** Words with the space that follows them; joined they are the text again. */
export function splitWords(text: string): readonly string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
