/**
 * Gathers what the vendor says that the language has no word for: annotations and probabilities where chat completions have
 * them, the order of the items where it is not the usual one, and the rest under its own name.
 */
import type { Json, JsonObject } from '#core/json.ts';
import { toChatAnnotation } from '#providers/openai-responses/annotation.ts';
import type { Item } from '#providers/openai-responses/items/item.ts';
import { isEmpty } from '#providers/wire/json-readers.ts';

/** What the language has words for, and what is the request said again. */
const SAID = new Set([
  'id',
  'object',
  'created_at',
  'completed_at',
  'model',
  'output',
  'output_text',
  'usage',
  'status',
  'error',
  'incomplete_details',
  'background',
  'conversation',
  'frequency_penalty',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'parallel_tool_calls',
  'presence_penalty',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'store',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
]);

/** Undefined where there was nothing. */
export function collectExtra(response: JsonObject, items: readonly Item[]): JsonObject | undefined {
  const rest = Object.entries(response).filter(([name, value]) => !SAID.has(name) && !isEmpty(value));
  const choice = besideTexts(items);
  const summaries = items.map((item) => item.summary());
  const extra: JsonObject = {
    ...Object.fromEntries(rest),
    ...(!isEmpty(choice) && { choices: [{ index: 0, ...choice }] }),
    ...(!isUsual(items, summaries) && { output_items: summaries }),
  };
  return isEmpty(extra) ? undefined : extra;
}

/** Places in the text of one message become places in the text of all. */
function besideTexts(items: readonly Item[]): JsonObject {
  const annotations: Json[] = [];
  const logprobs: Json[] = [];
  let offset = 0;
  for (const item of items) {
    const said = item.beside();
    if (!said) continue;
    annotations.push(...said.annotations.map((annotation) => toChatAnnotation(annotation, offset)));
    for (const logprob of said.logprobs) logprobs.push(logprob);
    offset += said.text.length;
  }
  return {
    ...(annotations.length > 0 && { message: { annotations } }),
    ...(logprobs.length > 0 && { logprobs: { content: logprobs } }),
  };
}

const RANKS = { reasoning: 0, message: 1, other: 1, call: 2 } as const;

/** First all thinking, then one message and what stands beside it, then the calls: so a folded answer has them too. */
function isUsual(items: readonly Item[], summaries: readonly JsonObject[]): boolean {
  const ranks = items.map(({ kind }) => RANKS[kind]);
  const isSorted = ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
  const messages = summaries.filter((_, index) => items[index]?.kind === 'message');
  return isSorted && messages.length < 2 && messages.every(({ phase }) => phase === undefined);
}
