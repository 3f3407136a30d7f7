/** Puts back what the placeholders of the call stand for, also where one is split over pieces. */
import { LONGEST_PLACEHOLDER, type Vault } from '#plugins/pii-redactor/vault.ts';
import type { Scanner } from '#plugins/text/guard-stream.ts';

const PLACEHOLDER = /\[[A-Z]+(?:_[A-Z]+)*_\d+\]/g;
/** What may become one. */
const BEGINNING = /\[[A-Z_]*\d*$/;

export function createRestoringScanner(vault: Vault): Scanner {
  let held = '';
  return {
    push(piece) {
      held += piece;
      const open = BEGINNING.exec(held);
      const to = open && held.length - open.index < LONGEST_PLACEHOLDER ? open.index : held.length;
      const out = restore(held.slice(0, to), vault);
      held = held.slice(to);
      return out;
    },
    end() {
      const rest = held;
      held = '';
      return restore(rest, vault);
    },
  };
}

function restore(text: string, vault: Vault): string {
  return text.replace(PLACEHOLDER, (placeholder) => vault.valueOf(placeholder) ?? placeholder);
}
