/** What a recorded answer of Anthropic says, read in the plainest way there is. */
import type { Expectation, Foreign } from '#test/recorded/expectation.ts';

export function expectAnthropic(parts: readonly Foreign[]): Expectation {
  const [first] = parts;
  const message = first.type === 'message' ? first : joined(parts);
  const blocks: Foreign[] = message.content;
  const usage = message.usage;
  const all = [usage.input_tokens, usage.cache_read_input_tokens, usage.cache_creation_input_tokens];
  return {
    choices: [
      {
        text: blocks.map((block) => (block.type === 'text' ? block.text : '')).join(''),
        reasoning: blocks.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
        refusal: '',
        toolCalls: blocks
          .filter((block) => block.type === 'tool_use')
          .map((block) => ({ id: block.id, name: block.name, input: block.text ?? JSON.stringify(block.input) })),
        finish: message.stop_reason,
      },
    ],
    usage: {
      inputTokens: all.reduce((sum, count) => sum + (count ?? 0), 0),
      outputTokens: usage.output_tokens,
      ...(usage.cache_read_input_tokens !== undefined && { cachedInputTokens: usage.cache_read_input_tokens }),
      ...(usage.cache_creation_input_tokens !== undefined && { cacheWriteTokens: usage.cache_creation_input_tokens }),
    },
  };
}

function joined(events: readonly Foreign[]): Foreign {
  const message = { content: [] as Foreign[], usage: {}, stop_reason: null };
  for (const event of events) {
    if (event.type === 'message_start') Object.assign(message.usage, event.message.usage);
    if (event.type === 'content_block_start') message.content[event.index] = { ...event.content_block };
    if (event.type === 'message_delta') {
      Object.assign(message.usage, event.usage);
      message.stop_reason = event.delta.stop_reason;
    }
    if (event.type !== 'content_block_delta') continue;
    const block = message.content[event.index];
    const { delta } = event;
    if (block.type === 'tool_use') block.text = (block.text ?? '') + (delta.partial_json ?? '');
    block.text = block.type === 'text' ? block.text + (delta.text ?? '') : block.text;
    block.thinking = block.type === 'thinking' ? block.thinking + (delta.thinking ?? '') : block.thinking;
  }
  // A tool without parameters gets no piece of arguments.
  for (const block of message.content) if (block.type === 'tool_use') block.text ||= '{}';
  return message;
}
