/** Writes tools and the choice among them. https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/overview */
import type { ChatRequest, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { cacheControl } from '#providers/anthropic/encode-content.ts';
import { ANSWER_TOOL, type Form } from '#providers/anthropic/encode-form.ts';

const VENDOR = 'anthropic';
/** Fields of a tool that have no word in the language. */
const PASSED_ON = new Set([
  'type',
  'cache_control',
  'defer_loading',
  'allowed_callers',
  'input_examples',
  'eager_input_streaming',
]);

interface Place {
  readonly form: Form;
  readonly isThinking: boolean;
}

export function encodeTools(request: ChatRequest, { form, isThinking }: Place, warnings: ChatWarning[]): JsonObject {
  const { tools, vendorTools = [], toolChoice } = request;
  const vendors = vendorTools.flatMap(({ vendor, value }) => {
    if (vendor === VENDOR) return [value];
    warnings.push({ setting: 'vendorTools', message: `Anthropic has no tools in the form of ${vendor}.` });
    return [];
  });
  const all = [...tools.map((tool) => encodeTool(tool, warnings)), ...vendors, ...(form.tool ? [form.tool] : [])];
  if (all.length === 0) return {};
  const choice = choiceOf(request, form);
  const isForced = choice.type === 'any' || choice.type === 'tool';
  if (isForced && isThinking) {
    if (toolChoice !== 'auto')
      warnings.push({ setting: 'toolChoice', message: 'Anthropic cannot be made to call a tool while it thinks.' });
    return { tools: all };
  }
  return { tools: all, ...(Object.keys(choice).length > 0 && { tool_choice: choice }) };
}

function encodeTool(tool: ToolDefinition, warnings: ChatWarning[]): JsonObject {
  const { name, description, inputSchema, strict, extra = {} } = tool;
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([key]) => !PASSED_ON.has(key)))
    warnings.push({ setting, message: 'Anthropic has no such field of a tool; it was left out.' });
  return {
    ...Object.fromEntries(entries.filter(([key]) => PASSED_ON.has(key))),
    name,
    ...(description !== undefined && { description }),
    input_schema: inputSchema.type === undefined ? { type: 'object', ...inputSchema } : inputSchema,
    ...(strict !== undefined && { strict }),
    ...cacheControl(tool),
  };
}

function choiceOf({ tools, vendorTools = [], toolChoice, parallelToolCalls }: ChatRequest, form: Form): JsonObject {
  const alone = parallelToolCalls === undefined ? {} : { disable_parallel_tool_use: !parallelToolCalls };
  if (typeof toolChoice !== 'string') return { type: 'tool', name: toolChoice.name, ...alone };
  if (form.tool) {
    // It may call the others first; where there is none, or none may be called, the answer is all that is left.
    const isLast = tools.length + vendorTools.length === 0 || toolChoice === 'none';
    return isLast ? { type: 'tool', name: ANSWER_TOOL } : { type: 'any', ...alone };
  }
  if (toolChoice === 'none') return { type: 'none' };
  if (toolChoice === 'required') return { type: 'any', ...alone };
  return parallelToolCalls === false ? { type: 'auto', ...alone } : {};
}
