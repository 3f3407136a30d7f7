/** What a recorded answer of Ollama says, read in the plainest way there is. */
import type { Expectation } from '#test/recorded/expectation.ts';

// biome-ignore lint/suspicious/noExplicitAny: foreign JSON that this file alone reads, and a wrong step fails the test.
type Foreign = any;

export function ndjsonOf(stream: string): Foreign[] {
  return stream
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

export function expectOllama(parts: readonly Foreign[]): Expectation {
  const messages = parts.map((part) => part.message ?? {});
  const last = parts.at(-1);
  const usage = { inputTokens: last.prompt_eval_count, outputTokens: last.eval_count };
  return {
    choices: [
      {
        text: messages.map(({ content }) => content ?? '').join(''),
        reasoning: messages.map(({ thinking }) => thinking ?? '').join(''),
        refusal: '',
        toolCalls: messages
          .flatMap((message) => message.tool_calls ?? [])
          .map((call) => ({ name: call.function.name, input: JSON.stringify(call.function.arguments) })),
        finish: last.done_reason ?? null,
      },
    ],
    usage: Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== undefined)),
  };
}
