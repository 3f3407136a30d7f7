/** Puts the thinking of one choice together from its pieces: plain texts, and details that carry proofs as OpenRouter's do. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface ReasoningAssembly {
  /** `plain`: the text that stands outside of details. Where both say the same, it is said once. */
  push(plain: string, details: Json | undefined): ChatEvent[];
  /** Closes what is open: something else begins, or the answer ends. */
  close(): ChatEvent[];
}

interface Piece {
  readonly kind: 'text' | 'summary' | 'sealed';
  /** The vendor's number of the block; undefined where it has none. */
  readonly index: Json | undefined;
  readonly text: string;
  readonly signature: string;
  readonly sealed: string;
  readonly id: string;
}

type Open = { kind: Piece['kind']; index: Json | undefined; hasText: boolean; signature: string; id: string };

const KINDS: Readonly<Record<string, Piece['kind']>> = {
  'reasoning.text': 'text',
  'reasoning.summary': 'summary',
  'reasoning.encrypted': 'sealed',
};

export function createReasoningAssembly(choice: number): ReasoningAssembly {
  let open: Open | undefined;

  const close = (sealed = ''): ChatEvent[] => {
    const { hasText = false, signature = '', id = '' } = open ?? {};
    open = undefined;
    if (!hasText && signature === '' && sealed === '') return [];
    const proof = { ...(signature && { signature }), ...(sealed && { sealed }), ...(id && { id }) };
    return [{ type: 'reasoning-end', choice, ...proof }];
  };

  const add = ({ kind, index, text, signature, sealed, id }: Piece): ChatEvent[] => {
    const continues = open !== undefined && (kind === 'sealed' ? open.kind === 'summary' : isSame(open, kind, index));
    const events = continues ? [] : close();
    open ??= { kind, index, hasText: false, signature: '', id: '' };
    open.hasText ||= text !== '';
    open.signature ||= signature;
    open.id ||= id;
    if (text !== '') events.push({ type: 'reasoning-delta', choice, text });
    return sealed === '' ? events : [...events, ...close(sealed)];
  };

  return {
    push: (plain, details) => piecesOf(plain, listOf(details)).flatMap(add),
    close: () => close(),
  };
}

function isSame(open: Open, kind: Piece['kind'], index: Json | undefined): boolean {
  return index === undefined || (open.kind === kind && (open.index === undefined || open.index === index));
}

function piecesOf(plain: string, details: readonly Json[]): Piece[] {
  const pieces = details.map(objectOf).flatMap(readDetail);
  const said = pieces.map(({ text }) => text).join('');
  if (plain === '' || said === plain) return pieces;
  const { kind = 'text' } = pieces.find((piece) => piece.kind !== 'sealed') ?? {};
  const index = pieces[0]?.index;
  return [
    { kind, index, text: plain, signature: '', sealed: '', id: '' },
    ...pieces.map((piece) => ({ ...piece, text: '' })),
  ];
}

function readDetail({ type, index, text, summary, signature, data, id }: JsonObject): Piece[] {
  const kind = Object.hasOwn(KINDS, stringOf(type)) ? KINDS[stringOf(type)] : undefined;
  if (kind === undefined) return [];
  return [
    {
      kind,
      index: typeof index === 'number' ? index : undefined,
      text: kind === 'sealed' ? '' : stringOf(text) || stringOf(summary),
      signature: stringOf(signature),
      sealed: kind === 'sealed' ? stringOf(data) : '',
      id: stringOf(id),
    },
  ];
}

/** Details of a kind that has no word of ours. */
export function otherDetails(details: Json | undefined): readonly Json[] {
  return listOf(details).filter((detail) => readDetail(objectOf(detail)).length === 0);
}
