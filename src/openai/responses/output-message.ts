/** A message while it is written: texts and refusals as its parts, and blocks of other wires beside them. */
import type { VendorBlock } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { fromChatAnnotation, placeOf } from '#openai/responses/annotation.ts';
import type { BesideTexts, Tell } from '#openai/responses/output.ts';

export interface OpenMessage {
  readonly item: () => JsonObject;
  say(text: string, logprobs: readonly Json[]): void;
  refuse(text: string): void;
  show(block: VendorBlock): void;
  /** What is known at the end of the answer alone, perhaps after the end of the message. */
  enrich(beside: BesideTexts & { readonly phase: string | undefined; readonly isLast: boolean }): void;
  end(isWhole: boolean): void;
}

interface Part {
  readonly type: 'output_text' | 'refusal';
  text: string;
  annotations: readonly Json[];
  logprobs: Json[];
  isOpen: boolean;
}

/** `start`: how much text of the answer comes before the message. */
export function openMessage(
  { id, output_index, start }: { id: string; output_index: number; start: number },
  tell: Tell,
): OpenMessage {
  const parts: Part[] = [];
  const blocks: JsonObject[] = [];
  let status = 'in_progress';
  let rest: JsonObject = {};
  let said = 0;

  const item = (): JsonObject => ({
    type: 'message',
    id,
    status,
    role: 'assistant',
    content: parts.map(encodePart),
    ...(blocks.length > 0 && { vendor_blocks: blocks }),
    ...rest,
  });
  const at = (content_index = parts.length - 1): JsonObject => ({ item_id: id, output_index, content_index });

  const endPart = (): void => {
    const part = parts.at(-1);
    if (!part?.isOpen) return;
    part.isOpen = false;
    for (const [annotation_index, annotation] of part.annotations.entries())
      tell('response.output_text.annotation.added', { ...at(), annotation_index, annotation });
    if (part.type === 'refusal') tell('response.refusal.done', { ...at(), refusal: part.text });
    else tell('response.output_text.done', { ...at(), text: part.text, logprobs: part.logprobs });
    tell('response.content_part.done', { ...at(), part: encodePart(part) });
  };

  const neededPart = (type: Part['type']): Part => {
    const last = parts.at(-1);
    if (last?.isOpen && last.type === type) return last;
    endPart();
    const part: Part = { type, text: '', annotations: [], logprobs: [], isOpen: true };
    parts.push(part);
    tell('response.content_part.added', { ...at(), part: encodePart(part) });
    return part;
  };

  tell('response.output_item.added', { output_index, item: item() });
  return {
    item,
    say(text, logprobs) {
      const part = neededPart('output_text');
      part.text += text;
      said += text.length;
      for (const logprob of logprobs) part.logprobs.push(logprob);
      tell('response.output_text.delta', { ...at(), delta: text, logprobs });
    },
    refuse(text) {
      neededPart('refusal').text += text;
      tell('response.refusal.delta', { ...at(), delta: text });
    },
    show(block) {
      blocks.push({ ...block, at: said });
    },
    enrich({ annotations, logprobs, phase, message, isLast }) {
      let offset = start;
      for (const part of parts.filter(({ type }) => type === 'output_text')) {
        const end = offset + part.text.length;
        const isLastPart = isLast && end === start + said;
        part.annotations = annotations
          .filter((annotation) => isWithin(placeOf(annotation), offset, end, isLastPart))
          .map((annotation) => fromChatAnnotation(annotation, offset));
        if (part.logprobs.length === 0) part.logprobs = between(logprobs, offset, end);
        offset = end;
      }
      rest = { ...(phase !== undefined && { phase }), ...(isLast && message) };
    },
    end(isWhole) {
      endPart();
      status = isWhole ? 'completed' : 'incomplete';
      tell('response.output_item.done', { output_index, item: item() });
    },
  };
}

function encodePart({ type, text, annotations, logprobs }: Part): JsonObject {
  return type === 'refusal' ? { type, refusal: text } : { type, text, annotations, logprobs };
}

/** A mark without a place belongs to the end. */
function isWithin(place: number | undefined, start: number, end: number, isLast: boolean): boolean {
  if (place === undefined) return isLast;
  return place >= start && (place < end || isLast);
}

/** The probabilities of the pieces that begin there: those of all texts stand in one list. */
function between(logprobs: readonly Json[], start: number, end: number): Json[] {
  let at = 0;
  return logprobs.filter((logprob) => {
    const begins = at;
    if (isJsonObject(logprob) && typeof logprob.token === 'string') at += logprob.token.length;
    return begins >= start && begins < end;
  });
}
