/** Writes tools, the choice among them, and the form of the answer as Cohere has them. */
import type { ChatRequest, ResponseFormat, ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';

/** Cohere cannot be told which tool to call: where one is named, it is the only one offered. */
export function encodeTools({ tools, toolChoice, extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  if (tools.length === 0) return {};
  const named = typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools;
  if (named.length === 0)
    warnings.push({ setting: 'toolChoice', message: 'No tool has that name, so that all were offered.' });
  const offered = named.length === 0 ? tools : named;
  return {
    tools: offered.map(encodeTool),
    ...encodeToolChoice(toolChoice),
    ...(extra.strict_tools === undefined && encodeStrict(offered, warnings)),
  };
}

function encodeTool({ name, description, inputSchema }: ToolDefinition): JsonObject {
  return {
    type: 'function',
    function: { name, ...(description !== undefined && { description }), parameters: inputSchema },
  };
}

function encodeToolChoice(choice: ToolChoice): JsonObject {
  if (choice === 'auto') return {};
  return { tool_choice: choice === 'none' ? 'NONE' : 'REQUIRED' };
}

/** One setting for all tools. */
function encodeStrict(tools: readonly ToolDefinition[], warnings: ChatWarning[]): JsonObject {
  const strict = tools.filter((tool) => tool.strict === true);
  if (strict.length === 0) return {};
  if (strict.length < tools.length)
    warnings.push({
      setting: 'tools.strict',
      message: 'Cohere is strict with all tools or with none; it is with all.',
    });
  return { strict_tools: true };
}

/** A schema has neither a name nor a description of its own there; the description moves inside. */
export function encodeResponseFormat(format: ResponseFormat): JsonObject {
  switch (format.type) {
    case 'text':
      return {};
    case 'json':
      return { response_format: { type: 'json_object' } };
    case 'json-schema': {
      const { schema, description } = format;
      const described = description === undefined ? schema : { description, ...schema };
      return { response_format: { type: 'json_object', json_schema: described } };
    }
    default:
      return format satisfies never;
  }
}
