/** Earlier thinking in our own words: a block for each part, all with the item's id, the last with what is sealed. */
import type { ReasoningBlock } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { openSeal } from '#openai/responses/seal.ts';

export function decodeReasoningItem(item: FieldReader): readonly ReasoningBlock[] {
  const texts = [...item.objects('summary'), ...item.objects('content')].map((part) => part.neededString('text'));
  const proof = openSeal(item.string('encrypted_content'), item.string('id'));
  const named = proof.id === undefined ? {} : { id: proof.id };
  const last = texts.at(-1) ?? '';
  return [...texts.slice(0, -1).map((text) => ({ text, ...named })), { text: last, ...proof }];
}
