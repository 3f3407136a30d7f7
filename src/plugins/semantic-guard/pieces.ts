/** Cuts a text where its meaning may change, since one vector of much text says little of a single sentence in it. */

const LENGTH = 600;
const OVERLAP = 150;

/** The text itself where it is short; else pieces that overlap and together have all of it. */
export function piecesOf(text: string): readonly string[] {
  if (text.length <= LENGTH) return [text];
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const to = endOf(text, from);
    pieces.push(text.slice(from, to).toWellFormed());
    if (to === text.length) break;
    from = Math.max(from + 1, to - OVERLAP);
  }
  return pieces;
}

/** Behind the last sentence that fits, where that is not much shorter. */
function endOf(text: string, from: number): number {
  if (from + LENGTH >= text.length) return text.length;
  const room = text.slice(from, from + LENGTH);
  const end = Math.max(room.lastIndexOf('. '), room.lastIndexOf('\n'), room.lastIndexOf('? '), room.lastIndexOf('! '));
  return end > LENGTH / 2 ? from + end + 1 : from + LENGTH;
}
