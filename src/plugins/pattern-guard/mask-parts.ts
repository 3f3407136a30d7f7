/** Masks the text parts of one message, also where a match begins in one part and ends in another. */
import type { ContentPart } from '#core/chat/request.ts';
import { byStart, findSpans, type PatternSet, type Span } from '#plugins/pattern-guard/pattern-set.ts';

/** The very same parts where nothing matched. */
export function maskParts<Part extends ContentPart>(
  parts: readonly Part[],
  set: PatternSet,
  maskWith: string,
): readonly Part[] {
  const spans = spansOf(parts, set);
  if (spans.length === 0) return parts;
  let offset = 0;
  return parts.map((part) => {
    if (part.type !== 'text') return part;
    const start = offset;
    offset += part.text.length;
    return { ...part, text: maskText(part.text, start, spans, maskWith) };
  });
}

/** Vendors may join the parts or keep them apart: all together, and each by itself where there are several. */
export function readingsOf(parts: readonly ContentPart[]): readonly string[] {
  const texts = parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  return texts.length > 1 ? [texts.join(''), ...texts] : texts;
}

/** A match counts in either reading. */
function spansOf(parts: readonly ContentPart[], set: PatternSet): Span[] {
  const [whole = '', ...texts] = readingsOf(parts);
  const spans = findSpans(set, whole);
  let offset = 0;
  for (const text of texts) {
    for (const { start, end } of findSpans(set, text)) spans.push({ start: offset + start, end: offset + end });
    offset += text.length;
  }
  return merged(spans.sort(byStart));
}

/** Matches that overlap or touch become one, so that a mask does not tell how many there were. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}

/** The mask stands where a match begins; what reaches into the next part is left out there. */
function maskText(text: string, offset: number, spans: readonly Span[], maskWith: string): string {
  let out = '';
  let from = 0;
  for (const span of spans) {
    const start = span.start - offset;
    const end = span.end - offset;
    if (end <= 0 || start >= text.length) continue;
    out += text.slice(from, Math.max(0, start)) + (start >= 0 ? maskWith : '');
    from = Math.min(end, text.length);
  }
  return out + text.slice(from);
}
