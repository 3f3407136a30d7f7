/** The tools of a request, and which of them the model may or must call, in our own words. */
import type { ChatRequest, ToolChoice } from '#core/chat/request.ts';
import type { ChatInputShape } from '#graphql/chat/chat-input.ts';
import { decodeExtensible, decodeVendorBlock } from '#graphql/chat/decode-extensible.ts';
import { objectAt, type Report } from '#graphql/chat/report.ts';

type DecodedTools = Pick<ChatRequest, 'tools' | 'vendorTools' | 'toolChoice'>;

export function decodeTools(input: ChatInputShape, report: Report): DecodedTools {
  const { tools, vendorTools } = input;
  return {
    tools: (tools ?? []).map((tool, index) => {
      const path = ['tools', String(index)];
      const { name, description, parameters, strict } = tool;
      return {
        name,
        ...(description != null && { description }),
        inputSchema: objectAt(parameters, [...path, 'parameters'], report),
        ...(strict != null && { strict }),
        ...decodeExtensible(tool, path, report),
      };
    }),
    ...(vendorTools != null && {
      vendorTools: vendorTools.map((tool, index) => decodeVendorBlock(tool, ['vendorTools', String(index)], report)),
    }),
    toolChoice: toolChoiceOf(input, report),
  };
}

function toolChoiceOf({ toolChoice, tools, vendorTools }: ChatInputShape, report: Report): ToolChoice {
  if (toolChoice == null) return 'auto';
  if (toolChoice.function == null) return toolChoice.mode ?? 'auto';
  const name = toolChoice.function;
  // What a vendor calls its own tools stands in words of its own.
  if (!vendorTools?.length && !tools?.some((tool) => tool.name === name))
    report(['toolChoice', 'function'], 'Names none of the tools.', 'not_found');
  return { name };
}
