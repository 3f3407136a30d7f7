/** A recorded request of Converse as a caller of the gateway would have put it: read by hand, without code of the adapter. */
import {
  type ChatRequest,
  type ContentPart,
  chatRequest,
  type Message,
  type ToolDefinition,
} from '#core/chat/request.ts';
import type { Foreign } from '#test/recorded/expectation.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
};

/** Fields that the language has words for; all others are one vendor's. */
const SPOKEN = ['messages', 'system', 'inferenceConfig', 'toolConfig', 'requestMetadata'];

export function readConverse(body: Foreign): ChatRequest {
  const { maxTokens, temperature, topP, stopSequences } = body.inferenceConfig ?? {};
  const { tools = [], toolChoice = { auto: {} } } = body.toolConfig ?? {};
  const rest = Object.entries(body).filter(([name]) => !SPOKEN.includes(name));
  return chatRequest({
    messages: [...readSystem(body.system ?? []), ...body.messages.flatMap(readMessage)],
    tools: readTools(tools.filter((tool: Foreign) => !tool.systemTool)),
    vendorTools: tools
      .filter((tool: Foreign) => tool.systemTool)
      .map((value: Foreign) => ({ vendor: 'bedrock', value })),
    toolChoice: toolChoice.tool ? { name: toolChoice.tool.name } : toolChoice.any ? 'required' : 'auto',
    sampling: {
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(stopSequences && { stop: stopSequences }),
    },
    metadata: body.requestMetadata ?? {},
    ...readForm(body.outputConfig),
    providerOptions: { bedrock: Object.fromEntries(rest.filter(([name]) => name !== 'outputConfig')) as Foreign },
  });
}

function readForm(output: Foreign): Partial<ChatRequest> {
  if (!output) return {};
  const { name, description, schema } = output.textFormat.structure.jsonSchema;
  const format = {
    type: 'json-schema',
    name,
    ...(description && { description }),
    schema: JSON.parse(schema),
  } as const;
  return { responseFormat: format };
}

function readSystem(blocks: readonly Foreign[]): Message[] {
  const content = withHints(blocks, (block) => ({ type: 'text', text: block.text }) as const);
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

function readTools(tools: readonly Foreign[]): ToolDefinition[] {
  return withHints(tools, ({ toolSpec }) => ({
    name: toolSpec.name,
    ...(toolSpec.description && { description: toolSpec.description }),
    inputSchema: toolSpec.inputSchema.json,
    ...(toolSpec.strict !== undefined && { strict: toolSpec.strict }),
  }));
}

/** A cache point says that all before it is worth keeping, so it belongs to what stands before. */
function withHints<Item extends object>(blocks: readonly Foreign[], read: (block: Foreign) => Item): Item[] {
  const items: Item[] = [];
  for (const block of blocks) {
    const { type, ...cacheHint } = block.cachePoint ?? {};
    if (type) items.push({ ...(items.pop() as Item), cacheHint });
    else items.push(read(block));
  }
  return items;
}

/** Answers of tools are messages of their own; what a user says around them is another one. */
function readMessage({ role, content }: Foreign): Message[] {
  if (role === 'assistant') return [readAssistant(content)];
  const messages: Message[] = [];
  let said: Foreign[] = [];
  const endSaid = (): void => {
    if (said.length > 0) messages.push({ role: 'user', content: withHints(said, readPart) });
    said = [];
  };
  for (const block of content) {
    if (!block.toolResult) {
      said.push(block);
      continue;
    }
    endSaid();
    const { toolUseId, status } = block.toolResult;
    const parts = withHints(block.toolResult.content, readPart);
    messages.push({
      role: 'tool',
      toolCallId: toolUseId,
      content: parts,
      ...(status === 'error' && { extra: { is_error: true } }),
    });
  }
  endSaid();
  return messages;
}

function readAssistant(blocks: readonly Foreign[]): Message {
  const isCall = (block: Foreign): boolean => block.toolUse !== undefined && block.toolUse.type !== 'server_tool_use';
  const thoughts = blocks.flatMap((block) => block.reasoningContent ?? []);
  return {
    role: 'assistant',
    content: withHints(
      blocks.filter((block) => !isCall(block) && !block.reasoningContent),
      readPart,
    ) as Foreign,
    reasoning: thoughts.map(({ reasoningText, redactedContent }) => ({
      text: reasoningText?.text ?? '',
      ...(reasoningText?.signature && { signature: reasoningText.signature }),
      ...(redactedContent && { sealed: redactedContent }),
    })),
    toolCalls: blocks
      .filter(isCall)
      .map(({ toolUse }) => ({ id: toolUse.toolUseId, name: toolUse.name, input: JSON.stringify(toolUse.input) })),
  };
}

function readPart(block: Foreign): ContentPart {
  if (typeof block.text === 'string') return { type: 'text', text: block.text };
  const [kind] = Object.keys(block);
  const { format, name, source } = block[kind ?? ''] ?? {};
  const mediaType = MEDIA_TYPES[format];
  const base64 = source?.bytes;
  if (kind === 'image' && mediaType && base64) return { type: 'image', source: { type: 'base64', mediaType, base64 } };
  if ((kind === 'document' || kind === 'video') && mediaType && base64)
    return { type: 'file', source: { type: 'base64', mediaType, base64 }, ...(name && { filename: name }) };
  return { type: 'vendor', vendor: 'bedrock', value: block };
}
