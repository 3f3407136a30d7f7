/** Writes a whole call for Converse. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
import type { ChatWarning } from '#core/chat/result.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { EncodedCall, UpstreamCall } from '#core/provider.ts';
import type { BedrockOptions } from '#providers/bedrock/adapter.ts';
import { encodeForm } from '#providers/bedrock/encode-form.ts';
import { encodeInference } from '#providers/bedrock/encode-inference.ts';
import { encodeMessages } from '#providers/bedrock/encode-messages.ts';
import { encodeReasoning } from '#providers/bedrock/encode-reasoning.ts';
import { encodeSystem } from '#providers/bedrock/encode-system.ts';
import { encodeTools } from '#providers/bedrock/encode-tools.ts';
import { warnOfTheRest } from '#providers/bedrock/warn-of-the-rest.ts';
import { isEmpty, objectOf } from '#providers/wire/json-readers.ts';

/** These have been read by guards, or stand in the address. */
const RESERVED = new Set(['messages', 'system', 'modelId']);

export function encodeChat(call: UpstreamCall<BedrockOptions>): EncodedCall {
  const { baseUrl, options, request, upstreamModel, stream } = call;
  const warnings: ChatWarning[] = [];
  const reasoning = encodeReasoning(request, upstreamModel, warnings);
  const place = { model: upstreamModel, wish: options.structuredOutput, thinks: isThinking(reasoning) };
  const form = encodeForm(request, place, warnings);
  const system = [...encodeSystem(request, warnings), ...form.system];
  const { additional, ...inference } = encodeInference(request, upstreamModel, warnings);
  const body: JsonObject = {
    messages: encodeMessages(request, warnings),
    ...(system.length > 0 && { system }),
    ...inference,
    ...encodeTools(request, form, warnings),
    ...form.body,
    ...(Object.keys(request.metadata).length > 0 && { requestMetadata: request.metadata }),
    ...additionalFields({ ...additional, ...reasoning }),
  };
  warnOfTheRest(request, warnings);
  const model = encodeURIComponent(upstreamModel);
  return {
    wire: {
      method: 'POST',
      url: `${baseUrl}/model/${model}/converse${stream ? '-stream' : ''}`,
      headers: { accept: stream ? 'application/vnd.amazon.eventstream' : 'application/json' },
      body: withOptions(body, request.providerOptions?.bedrock),
      region: options.region,
    },
    warnings,
  };
}

function isThinking({ thinking }: JsonObject): boolean {
  return isJsonObject(thinking) && thinking.type !== 'disabled';
}

function additionalFields(fields: JsonObject): JsonObject {
  return isEmpty(fields) ? {} : { additionalModelRequestFields: fields };
}

/** A caller's own fields join ours, inside of objects too. */
function withOptions(body: JsonObject, options: JsonObject = {}): JsonObject {
  const own = Object.entries(options).filter(([name]) => !RESERVED.has(name));
  return {
    ...body,
    ...Object.fromEntries(
      own.map(([name, value]) => [name, isJsonObject(value) ? { ...objectOf(body[name]), ...value } : value]),
    ),
  };
}
