/** Writes tools and the choice among them. https://ai.google.dev/gemini-api/docs/function-calling */
import type { ChatRequest, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { isThird } from '#providers/dialect/gemini/model-family.ts';
import type { Platform } from '#providers/dialect/gemini/platform.ts';

export function encodeTools(
  request: ChatRequest,
  model: string,
  platform: Platform,
  warnings: ChatWarning[],
): JsonObject {
  const { tools, vendorTools = [] } = request;
  for (const { vendor } of vendorTools)
    if (vendor !== 'gemini')
      warnings.push({ setting: 'vendorTools', message: `${platform.title} has no tools in the form of ${vendor}.` });
  const own = vendorTools.filter(({ vendor }) => vendor === 'gemini').map(({ value }) => value);
  const declared = tools.length === 0 ? [] : [{ functionDeclarations: tools.map(encodeTool) }];
  const offered = [...declared, ...own];
  const isMixed = declared.length > 0 && own.length > 0 && platform.announcesMixedTools && isThird(model);
  const config = {
    ...encodeChoice(request, warnings),
    ...(isMixed && { includeServerSideToolInvocations: true }),
  };
  return {
    ...(offered.length > 0 && { tools: offered }),
    ...(Object.keys(config).length > 0 && { toolConfig: config }),
  };
}

/** Schemas go as they are: this field takes JSON Schema, where `parameters` takes a smaller language. */
function encodeTool({ name, description, inputSchema }: ToolDefinition): JsonObject {
  return { name, ...(description !== undefined && { description }), parametersJsonSchema: inputSchema };
}

function encodeChoice({ tools, toolChoice }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  if (tools.length === 0) return {};
  if (typeof toolChoice === 'object')
    return { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [toolChoice.name] } };
  if (toolChoice === 'required') return { functionCallingConfig: { mode: 'ANY' } };
  if (toolChoice === 'none') return { functionCallingConfig: { mode: 'NONE' } };
  const strict = tools.filter((tool) => tool.strict === true);
  if (strict.length === 0) return {};
  if (strict.length < tools.length) {
    const message = 'Calls are held to their schema with all tools or with none; they are with all.';
    warnings.push({ setting: 'tools.strict', message });
  }
  return { functionCallingConfig: { mode: 'VALIDATED' } };
}
