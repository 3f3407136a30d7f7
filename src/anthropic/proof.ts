/**
 * What a vendor wants to see again of its thinking. Anthropic's own fits its two kinds of blocks as it is; all else goes into
 * them in a form of our own, since clients of this wire send such blocks back unread.
 */
import type { ReasoningBlock } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject, parseJson } from '#core/json.ts';

const MARK = 'gatehouse.1.';

/** Undefined where the block says nothing at all. */
export function encodeThought({ text, ...proof }: ReasoningBlock): JsonObject | undefined {
  const { signature, sealed, id } = proof;
  const isOwn = id === undefined && (sealed === undefined || (signature === undefined && text === ''));
  if (isOwn && sealed !== undefined) return { type: 'redacted_thinking', data: sealed };
  if (isOwn && text === '' && signature === undefined) return undefined;
  if (isOwn) return { type: 'thinking', thinking: text, signature: signature ?? '' };
  const packed = pack({ signature, sealed, id });
  return text === ''
    ? { type: 'redacted_thinking', data: packed }
    : { type: 'thinking', thinking: text, signature: packed };
}

/** This wire has no place for it at the call. */
export function encodeCallProof(call: string, signature: string): JsonObject {
  return { type: 'redacted_thinking', data: pack({ call, signature }) };
}

export type Proof =
  | { readonly of: 'thinking'; readonly block: Omit<ReasoningBlock, 'text'> }
  | { readonly of: 'call'; readonly call: string; readonly signature: string };

/** `kind`: what the text is where it is not in our form. */
export function decodeProof(given: string, kind: 'signature' | 'sealed'): Proof {
  const said = given.startsWith(MARK) ? unpack(given.slice(MARK.length)) : undefined;
  if (!said) return { of: 'thinking', block: given === '' ? {} : { [kind]: given } };
  const { call, signature, sealed, id } = said;
  if (typeof call === 'string' && typeof signature === 'string') return { of: 'call', call, signature };
  return {
    of: 'thinking',
    block: {
      ...(typeof signature === 'string' && { signature }),
      ...(typeof sealed === 'string' && { sealed }),
      ...(typeof id === 'string' && { id }),
    },
  };
}

function pack(proof: object): string {
  return MARK + Buffer.from(JSON.stringify(proof)).toString('base64url');
}

function unpack(packed: string): JsonObject | undefined {
  const said = parseJson(Buffer.from(packed, 'base64url').toString('utf8'));
  return isJsonObject(said) ? said : undefined;
}
