/** Names with `*` for any characters, such as `gpt-*`: the one wildcard, so that nobody needs an expression for a list. */

/** True for a name that the pattern describes as a whole. Takes no longer than the two are long, multiplied. */
export function createNameMatcher(pattern: string): (name: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => name === pattern;
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    // The earliest place of each piece leaves most to the next ones.
    for (const piece of rest) {
      const found = name.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
