/** The tools of a request, and which of them the model may or must call. */

import type { ChatRequest, ToolDefinition, VendorBlock } from '#core/chat/request.ts';
import { decodeExtensible } from '#doors/decode-extensible.ts';
import type { FieldReader } from '#http/field-reader.ts';

const KNOWN_FIELDS: ReadonlySet<string> = new Set(['type', 'name', 'description', 'input_schema', 'strict']);

export function decodeTools(reader: FieldReader): Pick<ChatRequest, 'tools' | 'vendorTools'> {
  const tools: ToolDefinition[] = [];
  const vendorTools: VendorBlock[] = [];
  for (const tool of reader.objects('tools')) {
    const type = tool.string('type');
    if (type === undefined || type === 'custom') tools.push(decodeTool(tool));
    else vendorTools.push({ vendor: 'anthropic', value: tool.value });
  }
  return { tools, ...(vendorTools.length > 0 && { vendorTools }) };
}

function decodeTool(reader: FieldReader): ToolDefinition {
  const description = reader.string('description');
  const strict = reader.boolean('strict');
  if (!reader.has('input_schema')) reader.report('input_schema', 'Is required.', 'required');
  return {
    name: reader.neededString('name'),
    ...(description !== undefined && { description }),
    inputSchema: reader.object('input_schema') ?? {},
    ...(strict !== undefined && { strict }),
    ...decodeExtensible(reader, KNOWN_FIELDS),
  };
}

export function decodeToolChoice(reader: FieldReader): Pick<ChatRequest, 'toolChoice' | 'parallelToolCalls'> {
  if (!reader.has('tool_choice')) return { toolChoice: 'auto' };
  const choice = reader.inside('tool_choice');
  const type = choice.oneOf('type', ['auto', 'any', 'tool', 'none']);
  const alone = choice.boolean('disable_parallel_tool_use');
  const parallel = alone === undefined ? {} : { parallelToolCalls: !alone };
  switch (type) {
    case 'any':
      return { toolChoice: 'required', ...parallel };
    case 'none':
      return { toolChoice: 'none' };
    case 'tool':
      return { toolChoice: { name: choice.neededString('name') }, ...parallel };
    case 'auto':
      return { toolChoice: 'auto', ...parallel };
    default:
      if (!choice.has('type')) choice.report('type', 'Is required.', 'required');
      return { toolChoice: 'auto' };
  }
}
