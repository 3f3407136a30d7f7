/**
 * This wire has one field for all that a vendor wants to see again of its thinking. Where there is more than the sealed text
 * itself, such as a signature, all of it goes into that field in a form of our own, and comes back from it.
 */
import type { ReasoningBlock } from '#core/chat/request.ts';
import { isJsonObject, parseJson } from '#core/json.ts';

export type Proof = Omit<ReasoningBlock, 'text'>;

const MARK = 'gatehouse.1.';

/** `itemId`: what the caller sees as the item's id. Undefined where there is nothing to prove. */
export function seal({ sealed, signature, id }: Proof, itemId: string): string | undefined {
  if (sealed === undefined && signature === undefined) return undefined;
  if (sealed !== undefined && signature === undefined && id === itemId) return sealed;
  return MARK + Buffer.from(JSON.stringify({ sealed, signature, id })).toString('base64url');
}

/** What is not in our form is the vendor's own, as is the item's id then. */
export function openSeal(given: string | undefined, itemId: string | undefined): Proof {
  const own = itemId === undefined || isMadeUp(itemId) ? {} : { id: itemId };
  if (given === undefined) return own;
  if (!given.startsWith(MARK)) return { sealed: given, ...own };
  const said = parseJson(Buffer.from(given.slice(MARK.length), 'base64url').toString('utf8'));
  const { sealed, signature, id } = isJsonObject(said) ? said : {};
  return {
    ...(typeof sealed === 'string' && { sealed }),
    ...(typeof signature === 'string' && { signature }),
    ...(typeof id === 'string' && { id }),
  };
}

/** An id for an item that has none of its vendor's: `kind` is OpenAI's short name of its type, such as `rs`. */
export function madeUpId(kind: string, answerId: string, index: number): string {
  return `${kind}_gh_${answerId.replace(/^[a-z]+_/, '')}_${index}`;
}

function isMadeUp(id: string): boolean {
  return /^[a-z]+_gh_/.test(id);
}
