/**
 * Writes the form of the answer: by the field that Converse has for it, or by a tool that must be called where the model
 * does not take it. The answer of that tool is read as text again.
 */
import type { ChatRequest, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { BedrockOptions } from '#providers/bedrock/adapter.ts';
import { takesSchema } from '#providers/bedrock/model-family.ts';

export const ANSWER_TOOL = 'answer_as_json';

export interface AnswerForm {
  readonly body: JsonObject;
  readonly system: readonly JsonObject[];
  /** The tool whose arguments are the answer. */
  readonly tool: ToolDefinition | undefined;
  /** Whether a call of it can be demanded; else it is asked for in words. */
  readonly isForced: boolean;
}

interface Choice {
  readonly model: string;
  readonly wish: BedrockOptions['structuredOutput'];
  /** Claude refuses to be forced to call a tool while it thinks. */
  readonly thinks: boolean;
}

const NONE: AnswerForm = { body: {}, system: [], tool: undefined, isForced: true };

export function encodeForm(request: ChatRequest, { model, wish, thinks }: Choice, warnings: ChatWarning[]): AnswerForm {
  const format = request.responseFormat;
  switch (format.type) {
    case 'text':
      return NONE;
    case 'json':
      warnings.push({
        setting: 'responseFormat',
        message: 'Bedrock cannot be held to JSON without a schema; it was asked for in words.',
      });
      return { ...NONE, system: [{ text: 'Answer with one JSON object and nothing besides.' }] };
    case 'json-schema': {
      const { name, description, schema } = format;
      const isNative = wish === 'auto' ? takesSchema(model) : wish === 'native';
      if (isNative) {
        const jsonSchema = { name, ...(description !== undefined && { description }), schema: JSON.stringify(schema) };
        return { ...NONE, body: { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } } };
      }
      const words = `Gives the answer to the user${description === undefined ? '' : `: ${description}`}`;
      const tool = { name: ANSWER_TOOL, description: words, inputSchema: schema };
      if (!thinks) return { ...NONE, tool };
      warnings.push({
        setting: 'responseFormat',
        message: 'This model cannot be held to a schema while it thinks; it was asked for in words.',
      });
      return {
        ...NONE,
        system: [{ text: `Give the answer by calling the tool ${ANSWER_TOOL}.` }],
        tool,
        isForced: false,
      };
    }
    default:
      return format satisfies never;
  }
}
