/** Parts of an answer that go back word for word in the next turn. */
import { integer, list, object, text } from '#reference/openapi/schemas.ts';

export const REASONING_DETAILS = list(
  'Thinking with the proofs of its vendor. Send it back unchanged in the next turn.',
  object(
    'A block of thinking: reasoning.text, reasoning.summary or reasoning.encrypted.',
    {
      type: text('Which of these.'),
      text: text('The thinking.'),
      summary: text('What it came to.'),
      data: text('The thinking, sealed.'),
      signature: text('Proof that the vendor wrote it.'),
      id: text("The vendor's id of the block."),
    },
    ['type'],
  ),
);

export const VENDOR_BLOCKS = list(
  'What only one vendor has a form for. Send it back unchanged in the next turn.',
  object(
    'A block.',
    {
      vendor: text('The wire whose form it has.'),
      value: { type: 'object', description: 'The block, word for word.' },
      at: integer('How many characters of the text come before it.', 0),
    },
    ['vendor', 'value'],
  ),
);
