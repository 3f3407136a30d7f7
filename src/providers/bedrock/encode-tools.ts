/** Writes tools and the choice among them as Converse has them. */
import type { ChatRequest, ToolChoice, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { cachePointOf, WIRE } from '#providers/bedrock/encode-content.ts';
import type { AnswerForm } from '#providers/bedrock/encode-form.ts';

export function encodeTools(
  request: ChatRequest,
  form: Pick<AnswerForm, 'tool' | 'isForced'>,
  warnings: ChatWarning[],
): JsonObject {
  const { tools, toolChoice, messages } = request;
  const offered = [...tools.flatMap(encodeTool), ...vendorTools(request, warnings)];
  // It refuses a conversation with calls in it where it is told of no tool.
  const hasCalls = messages.some(
    (message) => message.role === 'tool' || (message.role === 'assistant' && message.toolCalls.length > 0),
  );
  const shown = toolChoice === 'none' && !hasCalls ? [] : offered;
  if (form.tool) return encodeAnswerTool(form.tool, form.isForced, { shown, toolChoice }, warnings);
  if (shown.length === 0) return {};
  if (toolChoice === 'none')
    warnings.push({
      setting: 'toolChoice',
      message: 'Bedrock cannot be told to call no tool; they were offered, since the conversation has calls in it.',
    });
  return { toolConfig: { tools: shown, ...encodeToolChoice(toolChoice) } };
}

function vendorTools({ vendorTools = [] }: ChatRequest, warnings: ChatWarning[]): readonly JsonObject[] {
  for (const { vendor } of vendorTools.filter((tool) => tool.vendor !== WIRE))
    warnings.push({
      setting: 'vendorTools',
      message: `Bedrock has no tools in the form of ${vendor}; one was left out.`,
    });
  return vendorTools.filter(({ vendor }) => vendor === WIRE).map(({ value }) => value);
}

interface Others {
  readonly shown: readonly JsonObject[];
  readonly toolChoice: ToolChoice;
}

/** Beside other tools the model may choose, as long as it chooses one. */
function encodeAnswerTool(
  answer: ToolDefinition,
  isForced: boolean,
  { shown, toolChoice }: Others,
  warnings: ChatWarning[],
): JsonObject {
  if (typeof toolChoice === 'object')
    warnings.push({ setting: 'toolChoice', message: 'The form of the answer takes the place of the choice.' });
  const mayCallOthers = shown.length > 0 && toolChoice !== 'none';
  const choice = mayCallOthers ? { any: {} } : { tool: { name: answer.name } };
  return { toolConfig: { tools: [...shown, ...encodeTool(answer)], ...(isForced && { toolChoice: choice }) } };
}

function encodeTool(tool: ToolDefinition): readonly JsonObject[] {
  const { name, description, inputSchema, strict } = tool;
  const toolSpec = {
    name,
    ...(description !== undefined && description !== '' && { description }),
    // It refuses a schema that does not say its type.
    inputSchema: { json: inputSchema.type === undefined ? { type: 'object', ...inputSchema } : inputSchema },
    ...(strict !== undefined && { strict }),
  };
  return [{ toolSpec }, ...cachePointOf(tool)];
}

function encodeToolChoice(choice: ToolChoice): JsonObject {
  if (choice === 'auto' || choice === 'none') return {};
  return { toolChoice: choice === 'required' ? { any: {} } : { tool: { name: choice.name } } };
}
