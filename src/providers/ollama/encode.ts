/** Writes a whole call for Ollama's chat. https://docs.ollama.com/api/chat */
import type { ChatRequest, ResponseFormat, ToolDefinition } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import type { OllamaOptions } from '#providers/ollama/adapter.ts';
import { encodeMessages } from '#providers/ollama/encode-message.ts';
import { encodeOptions } from '#providers/ollama/encode-options.ts';
import { encodeThinking } from '#providers/ollama/encode-thinking.ts';
import { warnOfTheRest } from '#providers/ollama/warn-of-the-rest.ts';
import { objectOf } from '#providers/wire/json-readers.ts';

/** Fields of Ollama that a caller may say in the words of its own wire. */
const PASSED_ON = new Set(['keep_alive', 'logprobs', 'options', 'think', 'top_logprobs', 'truncate', 'shift']);
/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'messages', 'stream']);

export function encodeChat(call: UpstreamCall<OllamaOptions>): EncodedCall {
  const { baseUrl, options, request, upstreamModel, stream } = call;
  const warnings: ChatWarning[] = [];
  const own = request.providerOptions?.ollama ?? {};
  const runtime = {
    ...objectOf(request.extra.options),
    ...encodeOptions(request.sampling),
    ...objectOf(own.options),
  };
  const body: JsonObject = {
    ...(options.keepAlive !== undefined && { keep_alive: options.keepAlive }),
    ...encodeExtra(request, warnings),
    model: upstreamModel,
    messages: encodeMessages(request.messages, warnings),
    ...encodeTools(request, warnings),
    ...encodeFormat(request.responseFormat),
    ...encodeThinking(request.reasoning, upstreamModel, warnings),
    ...Object.fromEntries(Object.entries(own).filter(([name]) => !RESERVED.has(name))),
    ...(Object.keys(runtime).length > 0 && { options: runtime }),
    stream,
  };
  warnOfTheRest(request, warnings);
  return { wire: { method: 'POST', url: `${baseUrl}/api/chat`, headers: {}, body }, warnings };
}

function encodeExtra({ extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([name]) => !PASSED_ON.has(name)))
    warnings.push({ setting, message: 'Ollama has no such setting; it was left out.' });
  return Object.fromEntries(entries.filter(([name]) => PASSED_ON.has(name)));
}

/** Whether a tool is called is the model's to say: only keeping the tools from it forbids it. */
function encodeTools({ tools, toolChoice, vendorTools = [] }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  for (const { vendor } of vendorTools)
    warnings.push({ setting: 'vendorTools', message: `Ollama has no tools in the form of ${vendor}.` });
  if (toolChoice === 'required' || typeof toolChoice === 'object')
    warnings.push({ setting: 'toolChoice', message: 'Ollama cannot be made to call a tool.' });
  return tools.length === 0 || toolChoice === 'none' ? {} : { tools: tools.map(encodeTool) };
}

function encodeTool({ name, description, inputSchema }: ToolDefinition): JsonObject {
  const described = description === undefined ? {} : { description };
  return { type: 'function', function: { name, ...described, parameters: inputSchema } };
}

/** https://docs.ollama.com/capabilities/structured-outputs */
function encodeFormat(format: ResponseFormat): JsonObject {
  if (format.type === 'text') return {};
  return { format: format.type === 'json' ? 'json' : format.schema };
}
