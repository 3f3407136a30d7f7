/** Whether the demo provider calls a tool, which, and with what: one that is named in the question, or that must be called. */
import { sampleOf } from '#providers/demo/sample-of.ts';
import type { DemoAnswer, DemoQuestion } from '#providers/demo/wire.ts';

type Call = DemoAnswer['calls'][number];

export function callTool(question: DemoQuestion, asked: string, id: string): Call | undefined {
  const { tools, toolChoice, messages } = question;
  // After a tool has answered, another call would go round for ever.
  if (tools.length === 0 || toolChoice === 'none' || messages.at(-1)?.role === 'tool') return undefined;
  const named = tools.find(({ name }) => isNamedIn(asked, name));
  const tool = typeof toolChoice === 'object' ? tools.find(({ name }) => name === toolChoice.name) : named;
  const chosen = tool ?? (toolChoice === 'required' ? tools[0] : undefined);
  if (!chosen) return undefined;
  const words = /["“']([^"”']{1,200})["”']/.exec(asked)?.[1];
  return { id: `call_${id}`, name: chosen.name, input: JSON.stringify(sampleOf(chosen.schema, words)) };
}

/** `get_weather` is named by "get weather" too. */
function isNamedIn(text: string, name: string): boolean {
  const words = (spoken: string): string =>
    ` ${spoken
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase()} `;
  return words(name) !== '  ' && words(text).includes(words(name));
}
