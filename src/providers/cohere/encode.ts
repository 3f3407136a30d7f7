/** Writes a whole call for Cohere's chat. https://docs.cohere.com/reference/chat */
import type { ChatRequest, Extensible } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import type { CohereOptions } from '#providers/cohere/adapter.ts';
import { encodeMessage } from '#providers/cohere/encode-message.ts';
import { encodeSampling } from '#providers/cohere/encode-sampling.ts';
import { encodeResponseFormat, encodeTools } from '#providers/cohere/encode-tools.ts';
import { clientHeaders } from '#providers/cohere/model-list.ts';

/** Fields of Cohere that the language has no word for: a caller's own ones are passed on. */
const PASSED_ON = new Set([
  'citation_options',
  'documents',
  'k',
  'logprobs',
  'priority',
  'raw_prompting',
  'safety_mode',
  'strict_tools',
  'thinking',
]);

export function encodeChat(call: UpstreamCall<CohereOptions>): EncodedCall {
  const { baseUrl, options, request, upstreamModel, stream } = call;
  const warnings: ChatWarning[] = [];
  const body: JsonObject = {
    model: upstreamModel,
    messages: request.messages.map((message, index) => encodeMessage(message, index, warnings)),
    ...encodeSampling(request.sampling, warnings),
    ...encodeTools(request, warnings),
    ...encodeResponseFormat(request.responseFormat),
    ...encodeThinking(request, warnings),
    ...safetyOf(request, options),
    ...encodeExtra(request, warnings),
    ...ownOf(request),
    stream,
  };
  warnOfTheRest(request, warnings);
  return { wire: { method: 'POST', url: `${baseUrl}/chat`, headers: clientHeaders(options), body }, warnings };
}

/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'messages', 'stream']);

function ownOf({ providerOptions }: ChatRequest): JsonObject {
  return Object.fromEntries(Object.entries(providerOptions?.cohere ?? {}).filter(([name]) => !RESERVED.has(name)));
}

/** Thinking is on or off at Cohere; how much of it there is can be bounded in tokens only. */
function encodeThinking({ reasoning = {}, extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const { effort, budgetTokens, summary } = reasoning;
  if (summary !== undefined)
    warnings.push({ setting: 'reasoning.summary', message: 'Cohere shows its thinking as it is.' });
  if (extra.thinking !== undefined) return {};
  if (effort === 'none') return { thinking: { type: 'disabled' } };
  if (budgetTokens !== undefined) return { thinking: { type: 'enabled', token_budget: budgetTokens } };
  if (effort === undefined) return {};
  warnings.push({
    setting: 'reasoning.effort',
    message: `Cohere knows no effort such as "${effort}": thinking was switched on.`,
  });
  return { thinking: { type: 'enabled' } };
}

/** Cohere refuses the field beside tools or documents. */
function safetyOf({ tools, extra }: ChatRequest, { safetyMode }: CohereOptions): JsonObject {
  if (safetyMode === undefined || tools.length > 0 || extra.documents !== undefined) return {};
  return { safety_mode: safetyMode.toUpperCase() };
}

function encodeExtra({ extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([name]) => !PASSED_ON.has(name)))
    warnings.push({ setting, message: 'Cohere has no such setting; it was left out.' });
  return Object.fromEntries(entries.filter(([name]) => PASSED_ON.has(name)));
}

function warnOfTheRest(request: ChatRequest, warnings: ChatWarning[]): void {
  const { choiceCount, parallelToolCalls, endUser, metadata, messages, tools } = request;
  const warn = (setting: string, message: string): void => {
    warnings.push({ setting, message });
  };
  for (const { vendor } of request.vendorTools ?? [])
    warn('vendorTools', `Cohere has no tools in the form of ${vendor}.`);
  if (choiceCount !== 1) warn('choiceCount', 'Cohere gives one answer a call.');
  if (parallelToolCalls === false) warn('parallelToolCalls', 'Cohere cannot be kept from several tool calls at once.');
  if (endUser !== undefined) warn('endUser', 'Cohere takes no name of a user.');
  if (Object.keys(metadata).length > 0) warn('metadata', 'Cohere takes no metadata.');
  if (messages.some((message) => 'name' in message && message.name !== undefined))
    warn('messages.name', 'Cohere takes no names of speakers.');
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const places = [...messages, ...messages.flatMap(({ content }) => content), ...calls, ...tools];
  const extras = new Set(places.flatMap(({ extra = {} }: Extensible) => Object.keys(extra)));
  for (const setting of extras) warn(setting, 'Cohere has no such field; it was left out.');
}
