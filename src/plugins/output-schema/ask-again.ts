/** Asks a model for an answer that fits, with what was wrong about the one it gave. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { OtherModels } from '#core/plugin.ts';

export interface Failed {
  readonly request: ChatRequest;
  readonly given: string;
  readonly problems: readonly string[];
}

const LONGEST_PROBLEM = 300;

/** @throws Error where the model gives no answer. */
export async function askAgain(
  models: OtherModels,
  model: string,
  { request, given, problems }: Failed,
): Promise<string> {
  const listed = problems.map((problem) => `- ${problem.slice(0, LONGEST_PROBLEM)}`).join('\n');
  const complaint = `Your answer does not fit the JSON Schema that was asked for:\n${listed}\nAnswer again, with JSON alone that fits it.`;
  const { choices } = await models.chat(model, {
    ...request,
    messages: [
      ...request.messages,
      // Vendors refuse an answer that says nothing.
      ...(given.trim() === ''
        ? []
        : [{ role: 'assistant', content: [{ type: 'text', text: given }], reasoning: [], toolCalls: [] } as const]),
      { role: 'user', content: [{ type: 'text', text: complaint }] },
    ],
    ...(request.tools.length > 0 && { toolChoice: 'none' as const }),
    choiceCount: 1,
  });
  return choices[0]?.text ?? '';
}
