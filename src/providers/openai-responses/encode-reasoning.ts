/**
 * Writes earlier thinking. Nothing is kept at the vendor, so only what is sealed can go back there
 * (https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items); open models take their plain text.
 */
import type { ReasoningBlock } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerPlace } from '#providers/openai-responses/encode-assistant.ts';

export function encodeReasoning(
  blocks: readonly ReasoningBlock[],
  { place, options, warnings }: AnswerPlace,
): readonly JsonObject[] {
  const items = groupById(blocks).map((group) => encodeItem(group, options.plainReasoning));
  const written = items.filter((item) => item !== undefined);
  if (written.length < items.length) {
    const message = 'Thinking that is not sealed by this provider cannot go back to it; it was left out.';
    warnings.push({ setting: `${place}.reasoning`, message });
  }
  return written;
}

/** Parts of one item have its id in common. */
function groupById(blocks: readonly ReasoningBlock[]): readonly (readonly ReasoningBlock[])[] {
  const groups: ReasoningBlock[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && block.id !== undefined && last[0]?.id === block.id) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function encodeItem(blocks: readonly ReasoningBlock[], plain: boolean): JsonObject | undefined {
  const texts = blocks.map(({ text }) => text).filter((text) => text !== '');
  const sealed = blocks.find((block) => block.sealed !== undefined)?.sealed;
  const [{ id } = {}] = blocks;
  const item = { type: 'reasoning', ...(id !== undefined && { id }) };
  if (sealed !== undefined)
    return { ...item, summary: texts.map((text) => ({ type: 'summary_text', text })), encrypted_content: sealed };
  if (!plain || texts.length === 0) return undefined;
  return { ...item, summary: [], content: texts.map((text) => ({ type: 'reasoning_text', text })) };
}
