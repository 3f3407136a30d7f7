/** Thinking of an earlier answer with its proofs, in the form in which the door shows it. */
import type { ReasoningBlock } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';

/** A summary and the sealed thinking after it are one block. */
export function decodeReasoningDetails(reader: FieldReader): readonly ReasoningBlock[] {
  const blocks: ReasoningBlock[] = [];
  let isSummary = false;
  for (const detail of reader.objects('reasoning_details')) {
    const type = detail.string('type');
    const [signature, id] = [detail.string('signature'), detail.string('id')];
    const proof = { ...(signature !== undefined && { signature }), ...(id !== undefined && { id }) };
    if (type === 'reasoning.encrypted') {
      const summary = isSummary ? blocks.pop() : undefined;
      blocks.push({ text: '', ...summary, ...proof, sealed: detail.neededString('data') });
    } else {
      blocks.push({ text: detail.string('text') ?? detail.string('summary') ?? '', ...proof });
    }
    isSummary = type === 'reasoning.summary';
  }
  return blocks;
}
