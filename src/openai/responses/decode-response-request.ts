/**
 * The body of a request for a response in our own words. Every problem is reported with its path, not the first alone.
 * See https://platform.openai.com/docs/api-reference/responses/create.
 */
import type { ChatRequest, Sampling } from '#core/chat/request.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { FieldReader, type Issues } from '#http/field-reader.ts';
import { decodeMetadata } from '#openai/decode-metadata.ts';
import { decodeProviderOptions } from '#openai/decode-provider-options.ts';
import { decodeReasoning } from '#openai/decode-reasoning.ts';
import { decodeInput } from '#openai/responses/decode-input.ts';
import { decodeText } from '#openai/responses/decode-text.ts';
import { decodeTools } from '#openai/responses/decode-tools.ts';
import { refuseState } from '#openai/responses/refuse-state.ts';

export interface DecodedResponseRequest {
  /** The name the caller asked for, where it named one. */
  readonly model?: string;
  readonly stream: boolean;
  readonly request: ChatRequest;
  /** Whether the probabilities of the answer's pieces were asked for. */
  readonly logprobs: boolean;
  /** The body as it came: an answer repeats its settings. */
  readonly body: JsonObject;
}

/** @throws GatewayError INVALID_REQUEST with every problem of the body */
export function decodeResponseRequest(body: unknown): DecodedResponseRequest {
  if (!isJsonObject(body))
    throw invalidRequest([{ path: [], message: 'Must be a JSON object.', code: 'invalid_type' }]);
  const issues: Issues = [];
  const reader = new FieldReader(body, [], issues);
  const decoded = decodeFields(reader);
  if (issues.length > 0) throw invalidRequest(issues);
  return decoded;
}

const SEALED = 'reasoning.encrypted_content';
const LOGPROBS = 'message.output_text.logprobs';

function decodeFields(reader: FieldReader): DecodedResponseRequest {
  refuseState(reader);
  const model = reader.string('model');
  if (model === '') reader.report('model', 'Must not be empty.', 'invalid_value');
  const parallelToolCalls = reader.boolean('parallel_tool_calls');
  const { extra: toolExtra, ...tools } = decodeTools(reader);
  const { reasoning, extra: reasoningExtra } = decodeReasoning(reader);
  const { format, extra: textExtra } = decodeText(reader);
  const providerOptions = decodeProviderOptions(reader);
  const endUser = reader.string('user');
  const include = reader.list('include') ?? [];
  const logprobs = include.includes(LOGPROBS);
  // Thinking always comes sealed where it can, since nothing is kept here.
  const included = include.filter((name) => name !== SEALED && name !== LOGPROBS);
  return {
    ...(model !== undefined && { model }),
    stream: reader.boolean('stream') ?? false,
    logprobs,
    body: reader.value,
    request: {
      messages: decodeInput(reader),
      ...tools,
      ...(parallelToolCalls !== undefined && { parallelToolCalls }),
      responseFormat: format,
      sampling: decodeSampling(reader),
      ...(reasoning && { reasoning }),
      choiceCount: 1,
      ...(endUser !== undefined && { endUser }),
      metadata: decodeMetadata(reader),
      extra: {
        ...reader.others(KNOWN_FIELDS).extra,
        ...(included.length > 0 && { include: included }),
        ...(logprobs && { logprobs: true }),
        ...(reader.value.truncation === 'auto' && { truncation: 'auto' }),
        ...toolExtra,
        ...reasoningExtra,
        ...textExtra,
      },
      ...(providerOptions && { providerOptions }),
    },
  };
}

function decodeSampling(reader: FieldReader): Sampling {
  const maxOutputTokens = reader.number('max_output_tokens', { whole: true, atLeast: 1 });
  const temperature = reader.number('temperature', { atLeast: 0, atMost: 2 });
  const topP = reader.number('top_p', { atLeast: 0, atMost: 1 });
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
  };
}

/** Fields that have a word of their own in our language, or that only the door understands. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'background',
  'conversation',
  'include',
  'input',
  'instructions',
  'max_output_tokens',
  'metadata',
  'model',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'provider_options',
  'reasoning',
  'reasoning_effort',
  'store',
  'stream',
  'temperature',
  'text',
  'thinking',
  'tool_choice',
  'tools',
  'top_p',
  'truncation',
  'user',
]);
