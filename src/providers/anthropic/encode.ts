/** Writes a whole call for Anthropic's messages. https://docs.anthropic.com/en/api/messages */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import type { AnthropicOptions } from '#providers/anthropic/adapter.ts';
import { encodeForm } from '#providers/anthropic/encode-form.ts';
import { encodeMessages } from '#providers/anthropic/encode-messages.ts';
import { encodeSampling } from '#providers/anthropic/encode-sampling.ts';
import { encodeThinking } from '#providers/anthropic/encode-thinking.ts';
import { encodeTools } from '#providers/anthropic/encode-tools.ts';
import { BETA, headersOf } from '#providers/anthropic/headers.ts';
import { warnOfTheRest } from '#providers/anthropic/warn-of-the-rest.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** Fields of Anthropic that a caller may say in the words of its wire. */
const PASSED_ON = new Set([
  'cache_control',
  'container',
  'context_management',
  'inference_geo',
  'mcp_servers',
  'output_config',
  'service_tier',
  'speed',
  'thinking',
]);
/** These are ours to say, whatever a caller put beside them. */
const RESERVED = new Set(['model', 'messages', 'system', 'stream', 'betas']);

export function encodeChat(call: UpstreamCall<AnthropicOptions>): EncodedCall {
  const { baseUrl, options, request, upstreamModel: model, stream } = call;
  const warnings: ChatWarning[] = [];
  const own = { ...passedOn(request, warnings), ...request.providerOptions?.anthropic };
  const { system, messages, betas } = encodeMessages(request.messages, warnings);
  const thinking = encodeThinking(request.reasoning, { model, own }, warnings);
  const isThinking = thinking.type === 'enabled' || thinking.type === 'adaptive';
  const form = encodeForm(request, { model, isThinking }, warnings);
  const body: JsonObject = {
    model,
    ...withInstruction(system, form.instruction),
    messages,
    ...encodeSampling(request.sampling, { thinking, model, options }, warnings),
    ...encodeTools(request, { form, isThinking: thinking.type === 'enabled' }, warnings),
    ...(Object.keys(thinking).length > 0 && { thinking }),
    ...encodeUser(request, warnings),
    ...Object.fromEntries(Object.entries(own).filter(([name]) => !RESERVED.has(name))),
    ...encodeOutputConfig(own.output_config, form.outputFormat, effortOf(request, thinking)),
    ...(stream && { stream }),
  };
  warnOfTheRest(request, warnings);
  const asked = [...options.betas, ...askedBetas(own.betas, warnings), ...betas];
  return { wire: { method: 'POST', url: `${baseUrl}/messages`, headers: headersOf(asked), body }, warnings };
}

function askedBetas(given: Json | undefined, warnings: ChatWarning[]): readonly string[] {
  const names = listOf(given).map(stringOf);
  if (names.some((name) => !BETA.test(name)))
    warnings.push({ setting: 'betas', message: 'One is no name of a beta feature; it was left out.' });
  return names.filter((name) => BETA.test(name));
}

function passedOn({ extra }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra);
  for (const [setting] of entries.filter(([name]) => !PASSED_ON.has(name)))
    warnings.push({ setting, message: 'Anthropic has no such setting; it was left out.' });
  return Object.fromEntries(entries.filter(([name]) => PASSED_ON.has(name)));
}

function withInstruction(system: readonly JsonObject[], instruction: string | undefined): JsonObject {
  const all = instruction === undefined ? system : [...system, { type: 'text', text: instruction }];
  return all.length === 0 ? {} : { system: all };
}

/** The newer models are told how hard to think by a word. https://docs.anthropic.com/en/docs/build-with-claude/effort */
function effortOf({ reasoning }: ChatRequest, thinking: JsonObject): string | undefined {
  const effort = reasoning?.effort;
  if (thinking.type !== 'adaptive' || effort === undefined || effort === 'none') return undefined;
  return effort === 'minimal' ? 'low' : effort;
}

function encodeOutputConfig(own: Json | undefined, format: JsonObject | undefined, effort?: string): JsonObject {
  const config = {
    ...(effort !== undefined && { effort }),
    ...(format && { format }),
    ...objectOf(own),
  };
  return Object.keys(config).length === 0 ? {} : { output_config: config };
}

/** Of metadata there is only a name for the person behind the call. */
function encodeUser({ endUser, metadata }: ChatRequest, warnings: ChatWarning[]): JsonObject {
  const { user_id: named, ...others } = metadata;
  if (Object.keys(others).length > 0)
    warnings.push({ setting: 'metadata', message: 'Anthropic takes no metadata but the id of a user.' });
  const user = endUser ?? named;
  return user === undefined ? {} : { metadata: { user_id: user } };
}
