/** A request of ours as the variables of a ChatInput: what a client writes who means the same. */
import type { ChatRequest, ContentPart, Extensible, Message, ToolChoice } from '#core/chat/request.ts';

const LIFETIMES = { '5m': 'FIVE_MINUTES', '1h': 'ONE_HOUR' } as const;

export function writeChatInput(request: ChatRequest): object {
  const { messages, tools, vendorTools, toolChoice, responseFormat, sampling, reasoning, metadata, ...rest } = request;
  return {
    ...rest,
    ...sampling,
    messages: messages.map(writeMessage),
    tools: tools.map(({ inputSchema: parameters, cacheHint, extra, ...tool }) => ({
      ...tool,
      parameters,
      ...writeBesides({ cacheHint, extra }),
    })),
    ...(vendorTools && { vendorTools }),
    toolChoice: writeChoice(toolChoice),
    responseFormat: writeFormat(responseFormat),
    ...(reasoning && {
      reasoning: {
        ...reasoning,
        ...(reasoning.effort && { effort: reasoning.effort.toUpperCase() }),
        ...(reasoning.summary && { summary: reasoning.summary.toUpperCase() }),
      },
    }),
    tags: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  };
}

function writeMessage(message: Message): object {
  const { role, content, cacheHint, extra, ...rest } = message;
  return {
    ...rest,
    role: role.toUpperCase(),
    parts: content.map(writePart),
    ...(message.role === 'assistant' && {
      toolCalls: message.toolCalls.map(({ input, cacheHint: hint, extra: other, ...call }) => ({
        ...call,
        arguments: input,
        ...writeBesides({ cacheHint: hint, extra: other }),
      })),
    }),
    ...writeBesides({ cacheHint, extra }),
  };
}

function writePart(part: ContentPart): object {
  const { cacheHint, extra } = part;
  const besides = writeBesides({ cacheHint, extra });
  switch (part.type) {
    case 'text':
      return { textPart: { text: part.text, ...besides } };
    case 'image': {
      const { source, detail } = part;
      return { image: { source: writeSource(source), ...(detail && { detail: detail.toUpperCase() }), ...besides } };
    }
    case 'audio':
      return { audio: { format: part.format, base64: part.base64, ...besides } };
    case 'file': {
      const { source, filename } = part;
      return { file: { source: writeSource(source), ...(filename !== undefined && { filename }), ...besides } };
    }
    case 'vendor':
      return { vendor: { vendor: part.vendor, value: part.value, ...besides } };
    default:
      return part satisfies never;
  }
}

type Source = Extract<ContentPart, { type: 'file' }>['source'];

function writeSource(source: Source): object {
  if (source.type === 'url') return { url: source.url };
  if (source.type === 'id') return { id: source.id };
  return { inline: { mimeType: source.mediaType, base64: source.base64 } };
}

type Besides = { readonly [Key in keyof Extensible]: Extensible[Key] | undefined };

function writeBesides({ cacheHint, extra }: Besides): object {
  return {
    ...(extra && { extra }),
    ...(cacheHint && { cacheHint: cacheHint.ttl ? { lifetime: LIFETIMES[cacheHint.ttl] } : {} }),
  };
}

function writeChoice(choice: ToolChoice): object {
  return typeof choice === 'object' ? { function: choice.name } : { mode: choice.toUpperCase() };
}

function writeFormat(format: ChatRequest['responseFormat']): object {
  if (format.type === 'text') return { kind: 'TEXT' };
  if (format.type === 'json') return { kind: 'JSON_OBJECT' };
  const { type: _, ...schema } = format;
  // Strict is the default here, so that not to say it has to be said.
  return { jsonSchema: { ...schema, strict: schema.strict ?? null } };
}
