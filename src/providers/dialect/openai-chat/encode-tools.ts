/** Writes tools, the choice among them, and the form of the answer as the OpenAI chat dialect has them. */
import type { ChatRequest, ResponseFormat, ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { Json, JsonObject } from '#core/json.ts';

/** Nothing at all where there are no tools: servers refuse the other fields then. */
export function encodeTools({ tools, toolChoice, parallelToolCalls }: ChatRequest): JsonObject {
  if (tools.length === 0) return {};
  return {
    tools: tools.map(encodeTool),
    ...(toolChoice !== 'auto' && { tool_choice: encodeToolChoice(toolChoice) }),
    ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
  };
}

function encodeTool({ name, description, inputSchema, strict, extra }: ToolDefinition): JsonObject {
  return {
    ...extra,
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters: inputSchema,
      ...(strict !== undefined && { strict }),
    },
  };
}

function encodeToolChoice(choice: ToolChoice): Json {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}

export function encodeResponseFormat(format: ResponseFormat): JsonObject {
  switch (format.type) {
    case 'text':
      return {};
    case 'json':
      return { response_format: { type: 'json_object' } };
    case 'json-schema': {
      const { name, description, schema, strict } = format;
      const described = { ...(description !== undefined && { description }), ...(strict !== undefined && { strict }) };
      return { response_format: { type: 'json_schema', json_schema: { name, ...described, schema } } };
    }
    default:
      return format satisfies never;
  }
}
