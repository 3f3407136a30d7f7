/** Looks over JSON text before it is parsed: how deep it is nested and how many objects and lists it has. */

const MAX_DEPTH = 64;
const MAX_CONTAINERS = 200_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What is wrong, or undefined. Text that is not JSON at all passes: the parser says more about it. */
export function checkJsonShape(text: string): string | undefined {
  let depth = 0;
  let containers = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        containers += 1;
        if (depth > MAX_DEPTH) return `It is nested more than ${MAX_DEPTH} levels deep.`;
        if (containers > MAX_CONTAINERS) return `It has more than ${MAX_CONTAINERS} objects and lists.`;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      default:
    }
  }
  return undefined;
}

/** Most of a body is strings, so they are jumped over and not walked through. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (index - before) % 2 === 0;
}
