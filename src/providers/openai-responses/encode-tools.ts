/** Writes tools and the choice among them. */
import type { ChatRequest, ToolChoice, ToolDefinition, VendorBlock } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { isJsonObject } from '#core/json.ts';
import { WIRE } from '#providers/openai-responses/wire-name.ts';

export function encodeTools(request: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const { toolChoice, parallelToolCalls, vendorTools = [], extra } = request;
  const tools = [...request.tools.map(encodeTool), ...vendorTools.flatMap((tool) => encodeVendorTool(tool, warnings))];
  const choice = extra.tool_choice === undefined ? encodeToolChoice(toolChoice) : flat(extra.tool_choice);
  return {
    ...(tools.length > 0 && { tools }),
    ...(choice !== 'auto' && { tool_choice: choice }),
    ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
  };
}

/** Where nothing is said of strictness, Responses turns it on and chat completions do not; so it is always said. */
function encodeTool({ name, description, inputSchema, strict, extra }: ToolDefinition): JsonObject {
  return {
    ...extra,
    type: 'function',
    name,
    ...(description !== undefined && { description }),
    parameters: inputSchema,
    strict: strict ?? false,
  };
}

function encodeVendorTool({ vendor, value }: VendorBlock, warnings: ChatWarning[]): JsonObject[] {
  if (vendor === WIRE) return [value];
  const custom = vendor === 'openai-chat' ? flat(value) : value;
  if (isJsonObject(custom) && custom !== value) return [custom];
  const message = `The Responses API has no tools in the form of ${vendor}; one was left out.`;
  warnings.push({ setting: 'vendorTools', message });
  return [];
}

function encodeToolChoice(choice: ToolChoice): Json {
  return typeof choice === 'string' ? choice : { type: 'function', name: choice.name };
}

/** In chat completions what is said of a custom tool stands one level deeper, and the grammar of its text another one. */
function flat(value: Json): Json {
  if (!isJsonObject(value) || value.type !== 'custom' || !isJsonObject(value.custom)) return value;
  const { format, ...custom } = value.custom;
  const grammar = isJsonObject(format) && isJsonObject(format.grammar) ? format.grammar : {};
  return {
    type: 'custom',
    ...custom,
    ...(isJsonObject(format) && { format: { type: format.type ?? 'text', ...grammar } }),
  };
}
