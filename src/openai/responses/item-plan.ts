/** The order of an answer's items as its vendor had it, where the folded answer does not say it. */
import type { ChatChoice } from '#core/chat/result.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { listOf } from '#openai/responses/beside-texts.ts';
import { WIRE } from '#openai/responses/wire-name.ts';

export type ItemPlan = readonly PlannedItem[];

export interface PlannedItem {
  readonly kind: 'reasoning' | 'message' | 'call' | 'block';
  /** Blocks of thinking or characters of text; one of all else. */
  readonly size: number;
}

/** Undefined where there is none, or where the answer is not any more what the vendor said: a plugin may have changed it. */
export function planOf(choice: ChatChoice, extra: JsonObject): ItemPlan | undefined {
  const items = listOf(extra.output_items).filter(isJsonObject).map(planned);
  const { reasoning, text, toolCalls, vendorBlocks = [] } = choice;
  const fits =
    items.length > 0 &&
    sizeOf(items, 'reasoning') === reasoning.length &&
    sizeOf(items, 'message') === text.length &&
    sizeOf(items, 'call') === toolCalls.length &&
    sizeOf(items, 'block') === vendorBlocks.length &&
    vendorBlocks.every(({ vendor }) => vendor === WIRE);
  return fits ? items : undefined;
}

function planned({ type, blocks, characters }: JsonObject): PlannedItem {
  if (type === 'reasoning') return { kind: 'reasoning', size: typeof blocks === 'number' ? blocks : 0 };
  if (type === 'message') return { kind: 'message', size: typeof characters === 'number' ? characters : 0 };
  return { kind: type === 'function_call' || type === 'custom_tool_call' ? 'call' : 'block', size: 1 };
}

function sizeOf(items: ItemPlan, kind: PlannedItem['kind']): number {
  return items.reduce((sum, item) => sum + (item.kind === kind ? item.size : 0), 0);
}
