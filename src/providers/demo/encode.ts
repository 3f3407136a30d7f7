/** Writes a call for the demo provider. */
import { type ChatRequest, type Extensible, type Message, textOf } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import { durationMs } from '#core/config/duration-field.ts';
import type { Json } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import type { DemoOptions } from '#providers/demo/adapter.ts';
import type { DemoMessage, DemoQuestion } from '#providers/demo/wire.ts';

export function encodeChat({
  baseUrl,
  options,
  request,
  upstreamModel,
  stream,
}: UpstreamCall<DemoOptions>): EncodedCall {
  const { responseFormat: format, sampling } = request;
  const question: DemoQuestion = {
    model: upstreamModel,
    stream,
    wordDelayMs: durationMs(options.wordDelay),
    messages: request.messages.map(encodeMessage),
    tools: request.tools.map(({ name, inputSchema }) => ({ name, schema: inputSchema as DemoSchema })),
    toolChoice: request.toolChoice,
    format:
      format.type === 'json-schema'
        ? { type: format.type, schema: format.schema as DemoSchema }
        : { type: format.type },
    ...(sampling.maxOutputTokens !== undefined && { maxTokens: sampling.maxOutputTokens }),
    stop: [...(sampling.stop ?? [])],
  };
  return {
    // Plain data by its schema; only the read-only mark of lists is missing there.
    wire: { method: 'POST', url: `${baseUrl}/chat`, headers: {}, body: question as unknown as Json },
    warnings: warningsOf(request),
  };
}

/** The same JSON; zod's type for it has no read-only marks. */
type DemoSchema = DemoQuestion['tools'][number]['schema'];

function encodeMessage(message: Message): DemoMessage {
  const text = textOf(message.content);
  switch (message.role) {
    case 'assistant':
      return { role: 'assistant', text, calls: message.toolCalls.map((call) => ({ ...call })) };
    case 'tool':
      return { role: 'tool', text, callId: message.toolCallId };
    case 'system':
    case 'developer':
    case 'user':
      return { role: message.role, text };
    default:
      return message satisfies never;
  }
}

function extrasOf({ messages, tools }: ChatRequest): readonly string[] {
  const places = [...messages, ...messages.flatMap(({ content }) => content), ...tools];
  return [...new Set(places.flatMap(({ extra = {} }: Extensible) => Object.keys(extra)))];
}

const WITHOUT_EFFECT = ['temperature', 'topP', 'topK', 'presencePenalty', 'frequencyPenalty', 'seed'] as const;

function warningsOf(request: ChatRequest): ChatWarning[] {
  const { sampling, reasoning, choiceCount, parallelToolCalls, endUser, metadata, messages, extra } = request;
  const unused: readonly [string, boolean][] = [
    ...WITHOUT_EFFECT.map((setting): [string, boolean] => [setting, sampling[setting] !== undefined]),
    ['reasoning.effort', reasoning?.effort !== undefined],
    ['reasoning.budgetTokens', reasoning?.budgetTokens !== undefined],
    ['reasoning.summary', reasoning?.summary !== undefined],
    ['vendorTools', (request.vendorTools ?? []).length > 0],
    ['providerOptions', request.providerOptions?.demo !== undefined],
    ['choiceCount', choiceCount !== 1],
    ['parallelToolCalls', parallelToolCalls !== undefined],
    ['endUser', endUser !== undefined],
    ['metadata', Object.keys(metadata).length > 0],
    ['tools.strict', request.tools.some(({ strict }) => strict !== undefined)],
    ['messages.name', messages.some((message) => 'name' in message && message.name !== undefined)],
    ...[...Object.keys(extra), ...extrasOf(request)].map((setting): [string, boolean] => [setting, true]),
  ];
  const warnings = unused
    .filter(([, isGiven]) => isGiven)
    .map(([setting]) => ({ setting, message: 'The demo provider has no use for this setting.' }));
  const hasMedia = messages.some(({ content }) => content.some(({ type }) => type !== 'text'));
  return hasMedia ? [...warnings, { setting: 'messages', message: 'The demo provider reads text only.' }] : warnings;
}
