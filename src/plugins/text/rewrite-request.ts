/** Rewrites every text of a request that can reach the model: messages, tools, the wanted form of the answer, extras. */
import type { ChatRequest, Extensible, Message, ResponseFormat, ToolDefinition } from '#core/chat/request.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

/** Gives the very same where nothing is to change. */
export interface TextRewriter {
  /** The parts of one message together, since what is looked for may begin in one and end in another. */
  parts<Part extends Message['content'][number]>(parts: readonly Part[]): readonly Part[];
  text(text: string): string;
}

export interface Rewritten {
  readonly request: ChatRequest;
  readonly changed: boolean;
}

export function rewriteRequest(request: ChatRequest, rewriter: TextRewriter): Rewritten {
  let changed = false;
  const maskAll: MaskParts = (parts) => {
    const masked = rewriter.parts(parts);
    if (masked !== parts) changed = true;
    return masked;
  };
  const mask: Mask = (text) => {
    const masked = rewriter.text(text);
    if (masked !== text) changed = true;
    return masked;
  };
  const messages = request.messages.map((message) => rewriteMessage(message, maskAll, mask));
  const tools = request.tools.map((tool) => rewriteTool(tool, mask));
  const responseFormat = rewriteFormat(request.responseFormat, mask);
  const extra = maskObject(request.extra, mask);
  const forVendors = rewriteVendorWords(request, mask);
  const rewritten = { ...request, messages, tools, responseFormat, extra, ...forVendors };
  return { request: changed ? rewritten : request, changed };
}

type MaskParts = <Part extends Message['content'][number]>(parts: readonly Part[]) => readonly Part[];
type Mask = (text: string) => string;

function rewriteMessage(given: Message, maskAll: MaskParts, mask: Mask): Message {
  const message = rewriteExtras(given, mask);
  switch (message.role) {
    case 'system':
    case 'developer':
      return { ...message, content: maskAll(message.content) };
    case 'user':
    case 'tool':
      return { ...message, content: maskAll(message.content) };
    case 'assistant':
      return {
        ...message,
        content: maskAll(message.content),
        ...(message.refusal !== undefined && { refusal: mask(message.refusal) }),
        reasoning: message.reasoning.map((block) => {
          const text = mask(block.text);
          // The signature is the vendor's proof of the very words, so it goes with them.
          return text === block.text ? block : { text };
        }),
        toolCalls: message.toolCalls.map((call) => ({
          ...call,
          ...maskExtra(call, mask),
          name: mask(call.name),
          input: mask(call.input),
        })),
      };
    default:
      return message satisfies never;
  }
}

function rewriteVendorWords({ vendorTools, providerOptions }: ChatRequest, mask: Mask): Partial<ChatRequest> {
  return {
    ...(vendorTools && { vendorTools: vendorTools.map((tool) => ({ ...tool, value: maskObject(tool.value, mask) })) }),
    ...(providerOptions && {
      providerOptions: maskObject(providerOptions, mask) as ChatRequest['providerOptions'] & {},
    }),
  };
}

function rewriteExtras(message: Message, mask: Mask): Message {
  const content = message.content.map((part) => ({
    ...part,
    ...maskExtra(part, mask),
    ...(part.type === 'vendor' && { value: maskObject(part.value, mask) }),
  }));
  // Parts keep their kind, so a message of texts stays one.
  return { ...message, ...maskExtra(message, mask), content } as Message;
}

function maskExtra({ extra }: Extensible, mask: Mask): Extensible {
  return extra === undefined ? {} : { extra: maskObject(extra, mask) };
}

function rewriteTool(tool: ToolDefinition, mask: Mask): ToolDefinition {
  const { description, name, inputSchema } = tool;
  return {
    ...tool,
    ...maskExtra(tool, mask),
    name: mask(name),
    ...(description !== undefined && { description: mask(description) }),
    inputSchema: maskObject(inputSchema, mask),
  };
}

function rewriteFormat(format: ResponseFormat, mask: Mask): ResponseFormat {
  if (format.type !== 'json-schema') return format;
  const { description, schema } = format;
  return {
    ...format,
    ...(description !== undefined && { description: mask(description) }),
    schema: maskObject(schema, mask),
  };
}

function maskObject(object: JsonObject, mask: Mask): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [mask(key), maskJson(value, mask)]));
}

function maskJson(json: Json, mask: Mask): Json {
  if (typeof json === 'string') return mask(json);
  if (Array.isArray(json)) return json.map((item: Json) => maskJson(item, mask));
  return isJsonObject(json) ? maskObject(json as JsonObject, mask) : json;
}
