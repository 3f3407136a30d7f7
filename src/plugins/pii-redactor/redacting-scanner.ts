/**
 * Reads a text that arrives in pieces and puts something else in place of personal data. What could still become a part of
 * one is held back: the last word, or the last groups of a number. However the text is cut, what comes out is the same.
 */
import type { EntityType } from '#plugins/pii-redactor/config.ts';
import type { Detector } from '#plugins/pii-redactor/detectors.ts';
import { findEntities } from '#plugins/pii-redactor/find-entities.ts';
import type { Scanner } from '#plugins/text/guard-stream.ts';

export interface RedactingOptions {
  readonly detectors: readonly Detector[];
  /** Characters of the longest listed name; 0 where there is none. */
  readonly longestName: number;
  /** What stands for a find; it may refuse by throwing. */
  replace(type: EntityType, value: string): string;
}

/** What stood before decides whether a word begins here. */
const CONTEXT = 8;
/** Longest run of groups that is held for a number; IBANs and cards are shorter. */
const LONGEST_NUMBER = 80;
/** Of a word without an end more is not held. */
const LONGEST_WORD = 512;
const GROUP = /[\s(]/;

export function createRedactingScanner({ detectors, longestName, replace }: RedactingOptions): Scanner {
  let text = '';
  /** Everything before it has left. */
  let left = 0;
  /** What a find without an end has swallowed so far. */
  let swallowed: { readonly type: EntityType; value: string } | undefined;

  const letGo = (to: number): string => {
    let out = '';
    for (const { type, start, end } of findEntities(text, detectors)) {
      if (start < left) continue;
      if (start >= to) break;
      out += text.slice(left, start);
      if (end === Number.POSITIVE_INFINITY) {
        swallowed = { type, value: text.slice(start) };
        left = text.length;
        return out;
      }
      out += replace(type, text.slice(start, end));
      left = end;
    }
    if (to > left) {
      out += text.slice(left, to);
      left = to;
    }
    const done = left - CONTEXT;
    if (done > 0) {
      text = text.slice(done);
      left -= done;
    }
    return out;
  };

  const closeSwallowed = (isEnd: boolean): string => {
    if (!swallowed) return '';
    const { type, value } = swallowed;
    const [whole] = findEntities(value, detectors);
    const isOpen = !whole || whole.end === Number.POSITIVE_INFINITY;
    if (isOpen && !isEnd) return '';
    swallowed = undefined;
    const end = isOpen ? value.length : whole.end;
    text = value.slice(end);
    left = 0;
    return replace(type, value.slice(0, end));
  };

  const flush = (isEnd: boolean): string => {
    let out = '';
    for (let before = ''; ; before = out) {
      out += closeSwallowed(isEnd);
      if (!swallowed) out += letGo(isEnd ? text.length : heldFrom(text, left, longestName));
      if (out === before) return out;
    }
  };

  return {
    push(piece) {
      if (swallowed) swallowed.value += piece;
      else text += piece;
      return flush(false);
    },
    end: () => flush(true),
  };
}

/** Where the part begins that more text could still change. */
function heldFrom(text: string, left: number, longestName: number): number {
  let at = text.length;
  for (;;) {
    const word = wordStart(text, at, left);
    const isNumber = at === word || isNumberLike(text.slice(word, at));
    at = word;
    if (!isNumber || at <= left || text.length - at > LONGEST_NUMBER) break;
    // One separator between two groups; the group before it has to look like one too.
    const before = wordStart(text, at - 1, left);
    if (before === at - 1 || !isNumberLike(text.slice(before, at - 1))) break;
    at -= 1;
  }
  if (text.length - at > LONGEST_WORD) at = text.length - LONGEST_WORD;
  if (isLowSurrogate(text, at)) at -= 1;
  const undecided = pemStart(text, left);
  return Math.max(left, Math.min(at, undecided, text.length - longestName));
}

function wordStart(text: string, end: number, left: number): number {
  let start = end;
  while (start > left && !GROUP.test(text.charAt(start - 1))) start -= 1;
  return start > left && text.charAt(start - 1) === '(' ? start - 1 : start;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Digits, or four letters at most, as an account number is written. */
function isNumberLike(group: string): boolean {
  return /\d/.test(group) || /^[A-Za-z]{1,4}$/.test(group) || /^[(+)-]*$/.test(group);
}

/** The head of a private key has spaces. */
function pemStart(text: string, left: number): number {
  const at = text.lastIndexOf('-----');
  const isHead = at >= left && /^-----(?:B(?:E(?:G(?:I(?:N(?: [A-Z ]{0,40})?)?)?)?)?)?-{0,5}$/.test(text.slice(at));
  const open = isHead ? at : text.length;
  const head = text.lastIndexOf('-----BEGIN', text.length);
  return head >= left && text.length - head < 60 && !/KEY-----/.test(text.slice(head)) ? Math.min(head, open) : open;
}
