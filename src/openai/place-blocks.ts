/** Blocks of other wires among the text of an earlier answer: this wire shows them beside it, with their places. */
import type { TextPart, VendorPart } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';

/** The text, cut where a block of a vendor stood in it: the door shows those with their places. */
export function placeBlocks(text: string, reader: FieldReader): readonly (TextPart | VendorPart)[] {
  const blocks = reader.objects('vendor_blocks').map((block) => ({
    at: block.number('at', { whole: true, atLeast: 0 }) ?? text.length,
    part: {
      type: 'vendor' as const,
      vendor: block.neededString('vendor'),
      value: block.object('value') ?? {},
    },
  }));
  if (blocks.length === 0 && text === '' && reader.value.content !== '') return [];
  if (blocks.length === 0) return [{ type: 'text', text }];
  const cuts = [...blocks.map(({ at }) => at), text.length];
  const pieces = cuts.map((end, index) => text.slice(cuts[index - 1] ?? 0, end));
  return pieces.flatMap((piece, index): (TextPart | VendorPart)[] => {
    const block = blocks[index];
    return [...(piece === '' ? [] : [{ type: 'text', text: piece } as const]), ...(block ? [block.part] : [])];
  });
}
