/** Blocks from their pieces. */
import type { BlockEvent } from '#anthropic/block-queue.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';

interface Joined {
  block: JsonObject;
  readonly texts: string[];
  readonly thoughts: string[];
  readonly inputs: string[];
  readonly citations: Json[];
}

export function joinBlocks(events: readonly BlockEvent[]): readonly JsonObject[] {
  const blocks: Joined[] = [];
  for (const event of events) {
    if (event.type === 'content_block_start') {
      blocks.push({ block: event.content_block, texts: [], thoughts: [], inputs: [], citations: [] });
      continue;
    }
    const last = blocks.at(-1);
    if (last && event.type === 'content_block_delta') add(last, event.delta);
  }
  return blocks.map(close);
}

function add(joined: Joined, delta: JsonObject): void {
  const { text, thinking, signature, partial_json: input, citation } = delta;
  if (typeof text === 'string') joined.texts.push(text);
  if (typeof thinking === 'string') joined.thoughts.push(thinking);
  if (typeof input === 'string') joined.inputs.push(input);
  if (citation !== undefined) joined.citations.push(citation);
  if (signature !== undefined) joined.block = { ...joined.block, signature };
}

function close({ block, texts, thoughts, inputs, citations }: Joined): JsonObject {
  return {
    ...block,
    ...(texts.length > 0 && { text: texts.join('') }),
    ...(thoughts.length > 0 && { thinking: thoughts.join('') }),
    ...(inputs.length > 0 && { input: inputOf(inputs.join('')) }),
    ...(citations.length > 0 && { citations }),
  };
}

/**
 * What is no object is shown as one, in the form that Anthropic gives for it.
 * https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
 */
function inputOf(text: string): JsonObject {
  const input = text.trim() === '' ? {} : parseJson(text);
  return isJsonObject(input) ? input : { INVALID_JSON: text };
}
