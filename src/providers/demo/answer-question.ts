/** Decides what the demo provider does with a question: call a tool, tell what a tool said, fill a form, or answer in words. */
import { estimateTokens } from '#core/chat/usage.ts';
import { callTool } from '#providers/demo/call-tool.ts';
import { cutAnswer } from '#providers/demo/cut-answer.ts';
import { obey } from '#providers/demo/instructions.ts';
import { sampleOf } from '#providers/demo/sample-of.ts';
import type { DemoAnswer, DemoMessage, DemoQuestion } from '#providers/demo/wire.ts';
import { wordsFor } from '#providers/demo/words-for.ts';

export function answerQuestion(question: DemoQuestion): DemoAnswer {
  const asked = lastTextOf(question, 'user');
  const id = `demo-${fingerprint(JSON.stringify(question.messages))}`;
  const call = callTool(question, asked, id);
  const input = estimateTokens(question.messages.map(({ text }) => text).join('\n'));
  if (call) {
    const usage = { input, output: estimateTokens(call.input) };
    return { id, model: question.model, text: '', calls: [call], finish: 'tool-calls', usage };
  }
  const { text, finish } = cutAnswer(answerText(question, asked), question);
  return { id, model: question.model, text, calls: [], finish, usage: { input, output: estimateTokens(text) } };
}

function answerText({ messages, format }: DemoQuestion, asked: string): string {
  const instructions = messages.filter(({ role }) => role === 'system' || role === 'developer').map(({ text }) => text);
  const plain = reportOfTool(messages) ?? wordsFor(asked);
  switch (format.type) {
    case 'json':
      return JSON.stringify({ question: asked, answer: plain, instructions });
    case 'json-schema':
      return JSON.stringify(sampleOf(format.schema, plain));
    case 'text':
      return obey(plain, instructions);
    default:
      return format satisfies never;
  }
}

/** Undefined where the last message is not the answer of a tool. */
function reportOfTool(messages: readonly DemoMessage[]): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'tool') return undefined;
  const call = messages.flatMap(({ calls = [] }) => calls).findLast(({ id }) => id === last.callId);
  return `The tool ${call?.name ?? 'that was called'} says: ${last.text}`;
}

function lastTextOf({ messages }: DemoQuestion, role: DemoMessage['role']): string {
  return messages.findLast((message) => message.role === role)?.text.trim() ?? '';
}

/** Eight hexadecimal digits (FNV-1a), so that the same question has the same id. */
function fingerprint(text: string): string {
  const hash = Array.from(text).reduce(
    (state, character) => Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  );
  return (hash >>> 0).toString(16).padStart(8, '0');
}
