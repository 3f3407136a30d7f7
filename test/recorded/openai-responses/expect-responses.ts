/** What a recorded response says, in the plainest way: of a stream the deltas one after the other, of a whole its items. */
import type { Expectation, Foreign } from '#test/recorded/expectation.ts';

const CALLS = ['function_call', 'custom_tool_call'];

export function expectResponses(parts: readonly Foreign[]): Expectation {
  const whole = parts.find((part) => part.object === 'response');
  const ended = parts.find(({ type }) => /^response\.(completed|incomplete)$/.test(type ?? ''));
  const response = whole ?? ended.response;
  const items: Foreign[] = whole
    ? whole.output
    : parts.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item);
  const deltas = (type: string): string =>
    parts
      .filter((part) => part.type === `response.${type}.delta`)
      .map(({ delta }) => delta)
      .join('');
  const inside = (type: string, field: string, part: string): string =>
    items
      .filter((item) => item.type === type)
      .flatMap((item) => item[field] ?? [])
      .filter((piece: Foreign) => piece.type === part)
      .map((piece: Foreign) => piece.text ?? piece.refusal)
      .join('');
  const toolCalls = items
    .filter(({ type }) => CALLS.includes(type))
    .map((item) => ({ id: item.call_id, name: item.name, input: item.arguments ?? item.input }));
  const finish = response.incomplete_details?.reason ?? response.status;
  const counted = response.usage;
  return {
    choices: [
      {
        text: whole ? inside('message', 'content', 'output_text') : deltas('output_text'),
        refusal: whole ? inside('message', 'content', 'refusal') : deltas('refusal'),
        reasoning: whole
          ? inside('reasoning', 'summary', 'summary_text') + inside('reasoning', 'content', 'reasoning_text')
          : deltas('reasoning_summary_text') + deltas('reasoning_text'),
        toolCalls,
        finish,
        ...(toolCalls.length > 0 && { unified: 'tool-calls' }),
      },
    ],
    usage: counted
      ? {
          inputTokens: counted.input_tokens,
          cachedInputTokens: counted.input_tokens_details.cached_tokens,
          outputTokens: counted.output_tokens,
          reasoningTokens: counted.output_tokens_details.reasoning_tokens,
        }
      : {},
  };
}
