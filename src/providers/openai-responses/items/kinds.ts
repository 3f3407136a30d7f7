/** What kind of item an item is, and to which kind an event belongs. */
import type { JsonObject } from '#core/json.ts';
import { stringOf } from '#providers/wire/json-readers.ts';

export type ItemKind = 'message' | 'reasoning' | 'call' | 'other';

const KINDS: Readonly<Record<string, ItemKind>> = {
  message: 'message',
  reasoning: 'reasoning',
  function_call: 'call',
  custom_tool_call: 'call',
};

export function kindOfItem({ type }: JsonObject): ItemKind {
  const name = stringOf(type);
  return Object.hasOwn(KINDS, name) ? (KINDS[name] ?? 'other') : 'other';
}

/** Undefined for events that say nothing of an item's content, or that its end repeats whole. */
export function kindOfEvent(type: string): ItemKind | undefined {
  if (/^response\.(?:output_text|refusal)\./.test(type)) return 'message';
  if (/^response\.reasoning(?:_summary)?(?:_text)?\./.test(type)) return 'reasoning';
  return /^response\.(?:function_call_arguments|custom_tool_call_input)\./.test(type) ? 'call' : undefined;
}
