/** Writes tools and the choice among them as the OpenAI chat dialect has them. */
import type { ChatRequest, ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { cacheControlOf, WIRE } from '#providers/dialect/openai-chat/encode-content.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';

/** Nothing at all where there are no tools: servers refuse the other fields then. */
export function encodeTools(request: ChatRequest, flavour: OpenaiChatFlavour, warnings: ChatWarning[]): JsonObject {
  const { toolChoice, parallelToolCalls, vendorTools = [] } = request;
  for (const { vendor } of vendorTools.filter((tool) => tool.vendor !== WIRE)) {
    const message = `${flavour.title} has no tools in the form of ${vendor}; one was left out.`;
    warnings.push({ setting: 'vendorTools', message });
  }
  const own = vendorTools.filter(({ vendor }) => vendor === WIRE).map(({ value }) => value);
  const named = typeof toolChoice === 'object' && !flavour.namedToolChoice ? toolChoice.name : undefined;
  const given = named === undefined ? request.tools : request.tools.filter(({ name }) => name === named);
  const tools = [...given.map((tool) => encodeTool(tool, flavour)), ...(named === undefined ? own : [])];
  if (tools.length === 0) return {};
  return {
    tools,
    ...(toolChoice !== 'auto' && { tool_choice: named === undefined ? encodeToolChoice(toolChoice) : 'required' }),
    ...(parallelToolCalls !== undefined && { parallel_tool_calls: parallelToolCalls }),
  };
}

function encodeTool(tool: ToolDefinition, flavour: OpenaiChatFlavour): JsonObject {
  const { name, description, inputSchema, strict, extra } = tool;
  return {
    ...extra,
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters: inputSchema,
      ...(strict !== undefined && { strict }),
    },
    ...cacheControlOf(tool, flavour),
  };
}

function encodeToolChoice(choice: ToolChoice): Json {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.name } };
}
