/** Asks for what the vendor leaves out of its answer unless told. */
import type { JsonObject } from '#core/json.ts';
import type { UpstreamCall } from '#core/provider.ts';
import type { ResponsesOptions } from '#providers/openai-responses/adapter.ts';
import { listOf } from '#providers/wire/json-readers.ts';

const SEALED = 'reasoning.encrypted_content';
const LOGPROBS = 'message.output_text.logprobs';

/** `own`: the caller's parameters for this vendor alone. */
export function encodeInclude(call: UpstreamCall<ResponsesOptions>, own: JsonObject): JsonObject {
  const { extra } = call.request;
  const wanted = [
    ...listOf(extra.include),
    ...listOf(own.include),
    ...(asksSealed(call) ? [SEALED] : []),
    ...(extra.logprobs === true ? [LOGPROBS] : []),
  ];
  const include = [...new Set(wanted)];
  return include.length > 0 ? { include } : {};
}

/** https://platform.openai.com/docs/models: the o series and GPT-5 and later think, but for the models of ChatGPT. */
const THINKING_MODEL = /^(?:o\d|gpt-(?:[5-9]|\d{2})(?!.*-chat)|codex)/;

/**
 * Thinking comes sealed only where it is asked for, and a wish that a model cannot fulfil is refused
 * (https://github.com/pydantic/pydantic-ai/issues/2865).
 */
function asksSealed({ options, request, upstreamModel }: UpstreamCall<ResponsesOptions>): boolean {
  if (options.sealedReasoning !== 'auto') return options.sealedReasoning === 'always';
  const { effort = 'none' } = request.reasoning ?? {};
  if (effort !== 'none' || THINKING_MODEL.test(upstreamModel.replace(/^.*\//, ''))) return true;
  return request.messages.some(
    (message) => message.role === 'assistant' && message.reasoning.some(({ sealed }) => sealed !== undefined),
  );
}
