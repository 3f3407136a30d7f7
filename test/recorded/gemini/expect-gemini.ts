/** What a recorded answer of Gemini says, in the plainest way: the texts one after the other, the calls in a list. */
import type { Expectation, ExpectedChoice, Foreign } from '#test/recorded/expectation.ts';

export function expectGemini(chunks: readonly Foreign[]): Expectation {
  const byIndex = new Map<number, Foreign>();
  let usage: Foreign = {};
  let blocked: string | undefined;
  for (const chunk of chunks) {
    usage = { ...usage, ...chunk.usageMetadata };
    blocked ??= chunk.promptFeedback?.blockReason;
    for (const candidate of chunk.candidates ?? []) {
      const index = candidate.index ?? 0;
      const known = byIndex.get(index) ?? { parts: [] };
      byIndex.set(index, {
        parts: [...known.parts, ...(candidate.content?.parts ?? [])],
        finish: candidate.finishReason ?? known.finish ?? null,
      });
    }
  }
  if (byIndex.size === 0 && blocked) byIndex.set(0, { parts: [], finish: blocked });
  const { promptTokenCount = 0, toolUsePromptTokenCount = 0, thoughtsTokenCount = 0, candidatesTokenCount = 0 } = usage;
  return {
    choices: [...byIndex].sort(([a], [b]) => a - b).map(([, candidate]) => choiceOf(candidate)),
    usage: {
      inputTokens: promptTokenCount + toolUsePromptTokenCount,
      outputTokens: candidatesTokenCount + thoughtsTokenCount,
      ...(usage.cachedContentTokenCount && { cachedInputTokens: usage.cachedContentTokenCount }),
      ...(thoughtsTokenCount && { reasoningTokens: thoughtsTokenCount }),
    },
  };
}

function choiceOf({ parts, finish }: Foreign): ExpectedChoice {
  const textsOf = (thought: boolean): string =>
    parts
      .filter((part: Foreign) => Boolean(part.thought) === thought)
      .map((part: Foreign) => part.text ?? '')
      .join('');
  const calls = parts.map((part: Foreign) => part.functionCall).filter(Boolean);
  return {
    text: textsOf(false),
    reasoning: textsOf(true),
    refusal: '',
    toolCalls: calls.map(({ id, name, args }: Foreign) => ({ name, input: JSON.stringify(args), ...(id && { id }) })),
    finish,
    ...(finish === 'STOP' && calls.length > 0 && { unified: 'tool-calls' }),
  };
}
