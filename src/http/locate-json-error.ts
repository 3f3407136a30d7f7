/** Finds where text stops being JSON. The engine's own messages name no line and quote the body. */

export interface JsonError {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Undefined where the text is JSON. The text must not be nested deeper than the call stack allows. */
export function locateJsonError(text: string): JsonError | undefined {
  try {
    const end = skipValue(text, skipSpace(text, 0));
    const rest = skipSpace(text, end);
    if (rest < text.length) throw new Misfit('nothing more was expected', rest);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    const before = text.slice(0, thrown.index);
    const lineStart = before.lastIndexOf('\n') + 1;
    return {
      message: thrown.index >= text.length ? `${thrown.message}, but the text ends` : thrown.message,
      line: before.split('\n').length,
      column: thrown.index - lineStart + 1,
    };
  }
}

class Misfit extends Error {
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index behind the match; `start` where there is none. */
function skipMatch(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

function skipSpace(text: string, start: number): number {
  return skipMatch(SPACE, text, start);
}

function skipValue(text: string, start: number): number {
  switch (text[start]) {
    case '{':
      return skipMembers(text, start, '}', skipProperty);
    case '[':
      return skipMembers(text, start, ']', skipValue);
    case '"':
      return skipString(text, start);
    default:
      return skipScalar(text, start);
  }
}

function skipScalar(text: string, start: number): number {
  const number = skipMatch(NUMBER, text, start);
  const end = number === start ? skipMatch(LITERAL, text, start) : number;
  if (end === start) throw new Misfit('a value was expected', start);
  return end;
}

function skipMembers(
  text: string,
  start: number,
  close: '}' | ']',
  skipMember: (text: string, start: number) => number,
): number {
  let index = skipSpace(text, start + 1);
  if (text[index] === close) return index + 1;
  for (;;) {
    index = skipSpace(text, skipMember(text, index));
    if (text[index] === close) return index + 1;
    if (text[index] !== ',') throw new Misfit(`"," or "${close}" was expected`, index);
    index = skipSpace(text, index + 1);
  }
}

function skipProperty(text: string, start: number): number {
  if (text[start] !== '"') throw new Misfit('a name in double quotes was expected', start);
  const colon = skipSpace(text, skipString(text, start));
  if (text[colon] !== ':') throw new Misfit('":" was expected', colon);
  return skipValue(text, skipSpace(text, colon + 1));
}

function skipString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22) return index + 1;
    if (unit < 0x20) throw new Misfit('a control character stands in a string unescaped', index);
    if (unit !== 0x5c) {
      index += 1;
      continue;
    }
    const end = skipMatch(ESCAPE, text, index);
    if (end === index) throw new Misfit('an escape that JSON does not know', index);
    index = end;
  }
  throw new Misfit('the end of a string was expected', index);
}
