/** An item of thinking while it is written: parts of a summary, and what is sealed. */
import type { JsonObject } from '#core/json.ts';
import type { Tell } from '#openai/responses/output.ts';
import { type Proof, seal } from '#openai/responses/seal.ts';

export interface OpenThought {
  readonly item: () => JsonObject;
  add(text: string): void;
  /** The next text begins another part. `id`: the vendor's, which a last part without one has too. */
  endPart(id: string | undefined): void;
  end(proof: Proof): void;
}

export function openThought({ id, output_index }: { id: string; output_index: number }, tell: Tell): OpenThought {
  const summary: string[] = [];
  let isOpen = false;
  let sealed: string | undefined;
  let vendorId: string | undefined;

  const item = (): JsonObject => ({
    type: 'reasoning',
    id,
    summary: summary.map((text) => ({ type: 'summary_text', text })),
    ...(sealed !== undefined && { encrypted_content: sealed }),
  });
  const part = (): JsonObject => ({ item_id: id, output_index, summary_index: summary.length - 1 });

  const endPart = (): void => {
    if (!isOpen) return;
    isOpen = false;
    const text = summary.at(-1) ?? '';
    tell('response.reasoning_summary_text.done', { ...part(), text });
    tell('response.reasoning_summary_part.done', { ...part(), part: { type: 'summary_text', text } });
  };

  tell('response.output_item.added', { output_index, item: item() });
  return {
    item,
    add(text) {
      if (!isOpen) {
        isOpen = true;
        summary.push('');
        tell('response.reasoning_summary_part.added', { ...part(), part: { type: 'summary_text', text: '' } });
      }
      summary[summary.length - 1] += text;
      tell('response.reasoning_summary_text.delta', { ...part(), delta: text });
    },
    endPart(given) {
      vendorId = given;
      endPart();
    },
    end(proof) {
      endPart();
      sealed = seal({ ...(vendorId !== undefined && { id: vendorId }), ...proof }, id);
      tell('response.output_item.done', { output_index, item: item() });
    },
  };
}
