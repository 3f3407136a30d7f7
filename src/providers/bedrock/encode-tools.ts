/** Writes tools and the choice among them as Converse has them. */
import type { ChatRequest, ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { cachePointOf, WIRE } from '#providers/bedrock/encode-content.ts';

/** `answer`: the tool that the answer's form makes necessary, if one does. */
export function encodeTools(
  request: ChatRequest,
  answer: ToolDefinition | undefined,
  warnings: ChatWarning[],
): JsonObject {
  const { toolChoice, messages, vendorTools = [] } = request;
  const own = vendorTools.filter(({ vendor }) => vendor === WIRE);
  for (const { vendor } of vendorTools.filter((tool) => tool.vendor !== WIRE))
    warnings.push({
      setting: 'vendorTools',
      message: `Bedrock has no tools in the form of ${vendor}; one was left out.`,
    });
  const offered = [...request.tools.flatMap(encodeTool), ...own.map(({ value }) => value)];
  if (toolChoice === 'none' && offered.length > 0) {
    // It refuses a conversation with calls in it where it is told of no tool.
    const hasCalls = messages.some(
      (message) => message.role === 'tool' || (message.role === 'assistant' && message.toolCalls.length > 0),
    );
    if (hasCalls && !answer) {
      warnings.push({
        setting: 'toolChoice',
        message: 'Bedrock cannot be told to call no tool; they were offered, since the conversation has calls in it.',
      });
      return { toolConfig: { tools: offered } };
    }
    return answer ? force(answer, hasCalls ? offered : []) : {};
  }
  if (answer) return force(answer, offered);
  if (offered.length === 0) return {};
  return { toolConfig: { tools: offered, ...encodeToolChoice(toolChoice) } };
}

/** Beside other tools the model may choose, as long as it chooses one. */
function force(answer: ToolDefinition, offered: readonly JsonObject[]): JsonObject {
  const toolChoice = offered.length === 0 ? { tool: { name: answer.name } } : { any: {} };
  return { toolConfig: { tools: [...offered, ...encodeTool(answer)], toolChoice } };
}

function encodeTool(tool: ToolDefinition): readonly JsonObject[] {
  const { name, description, inputSchema, strict } = tool;
  const toolSpec = {
    name,
    ...(description !== undefined && description !== '' && { description }),
    inputSchema: { json: inputSchema },
    ...(strict !== undefined && { strict }),
  };
  return [{ toolSpec }, ...cachePointOf(tool)];
}

function encodeToolChoice(choice: ToolChoice): JsonObject {
  if (choice === 'auto' || choice === 'none') return {};
  return { toolChoice: choice === 'required' ? { any: {} } : { tool: { name: choice.name } } };
}
