/** Writes the wanted form of the answer: by the model's own means, by a forced tool, or in words. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { hasStructuredOutput } from '#providers/anthropic/model-family.ts';

/** The tool whose input is the answer. Its calls come back as text. */
export const ANSWER_TOOL = 'answer_as_json';

export interface Form {
  readonly outputFormat?: JsonObject;
  readonly tool?: JsonObject;
  readonly instruction?: string;
}

interface Place {
  readonly model: string;
  readonly isThinking: boolean;
}

export function encodeForm(
  { responseFormat: format }: ChatRequest,
  { model, isThinking }: Place,
  warnings: ChatWarning[],
): Form {
  if (format.type === 'text') return {};
  if (format.type === 'json') {
    const message = 'Anthropic knows JSON with a schema only; it was asked for in words.';
    warnings.push({ setting: 'responseFormat', message });
    return { instruction: 'Answer with one JSON object and nothing else.' };
  }
  const { schema, description, name } = format;
  // https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs
  if (hasStructuredOutput(model)) return { outputFormat: { type: 'json_schema', schema } };
  const purpose = description ?? `Gives the whole answer (${name}).`;
  const tool = { name: ANSWER_TOOL, description: purpose, input_schema: { type: 'object', ...schema } };
  if (!isThinking) return { tool };
  const message = 'This model cannot be made to answer by a schema while it thinks; it was asked for in words.';
  warnings.push({ setting: 'responseFormat', message });
  return { tool, instruction: `Give your whole answer by one call of the tool ${ANSWER_TOOL}.` };
}
