/** Writes the form of the answer as the OpenAI chat dialect has it, or as near to it as the vendor comes. */
import type { ResponseFormat } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';

const ANY_OBJECT = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } } as const;

export function encodeResponseFormat(
  format: ResponseFormat,
  { structured, title }: OpenaiChatFlavour,
  warnings: ChatWarning[],
): JsonObject {
  switch (format.type) {
    case 'text':
      return {};
    case 'json':
      return { response_format: structured === 'schema-only' ? ANY_OBJECT : { type: 'json_object' } };
    case 'json-schema': {
      const { name, description, schema, strict } = format;
      if (structured === 'object-only') {
        const message = `${title} cannot be held to a schema: JSON was asked for, and the schema told in words.`;
        warnings.push({ setting: 'responseFormat.schema', message });
        return { response_format: { type: 'json_object' } };
      }
      const described = { ...(description !== undefined && { description }), ...(strict !== undefined && { strict }) };
      return { response_format: { type: 'json_schema', json_schema: { name, ...described, schema } } };
    }
    default:
      return format satisfies never;
  }
}

/** The schema as an instruction, for a vendor that has no field for it. */
export function schemaInWords(format: ResponseFormat, { structured }: OpenaiChatFlavour): readonly JsonObject[] {
  if (format.type !== 'json-schema' || structured !== 'object-only') return [];
  const content = `Answer with one JSON object that fits this JSON schema: ${JSON.stringify(format.schema)}`;
  return [{ role: 'system', content }];
}
