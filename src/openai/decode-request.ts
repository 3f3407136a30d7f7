/**
 * The body of a chat completion request in our own words. Every problem is reported with its path, not the first alone.
 * See https://platform.openai.com/docs/api-reference/chat/create.
 */
import type { ChatRequest, ResponseFormat, Sampling } from '#core/chat/request.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { FieldReader, type Issues } from '#http/field-reader.ts';
import { decodeMessages } from '#openai/decode-messages.ts';
import { decodeMetadata } from '#openai/decode-metadata.ts';
import { decodeProviderOptions } from '#openai/decode-provider-options.ts';
import { decodeReasoning } from '#openai/decode-reasoning.ts';
import { decodeTools } from '#openai/decode-tools.ts';

export interface DecodedRequest {
  /** The name the caller asked for, where it named one. */
  readonly model?: string;
  readonly stream: boolean;
  /** Whether a streamed answer ends with a chunk that carries the usage. */
  readonly includeUsage: boolean;
  /** Whether the caller speaks of functions, as until 2023, and wants to be answered so. */
  readonly functions: boolean;
  readonly request: ChatRequest;
}

/** @throws GatewayError INVALID_REQUEST with every problem of the body */
export function decodeRequest(body: unknown): DecodedRequest {
  if (!isJsonObject(body))
    throw invalidRequest([{ path: [], message: 'Must be a JSON object.', code: 'invalid_type' }]);
  const issues: Issues = [];
  const reader = new FieldReader(body, [], issues);
  const decoded = decodeFields(reader);
  if (issues.length > 0) throw invalidRequest(issues);
  return decoded;
}

function decodeFields(reader: FieldReader): DecodedRequest {
  const model = reader.string('model');
  if (model === '') reader.report('model', 'Must not be empty.', 'invalid_value');
  const parallelToolCalls = reader.boolean('parallel_tool_calls');
  const { extra: choiceExtra, ...tools } = decodeTools(reader);
  const { reasoning, extra: reasoningExtra } = decodeReasoning(reader);
  const { format, extra: formatExtra } = decodeResponseFormat(reader);
  const providerOptions = decodeProviderOptions(reader);
  const endUser = reader.string('user');
  return {
    ...(model !== undefined && { model }),
    stream: reader.boolean('stream') ?? false,
    includeUsage: decodeIncludeUsage(reader),
    functions: reader.has('functions') && !reader.has('tools'),
    request: {
      messages: decodeMessages(reader),
      ...tools,
      ...(parallelToolCalls !== undefined && { parallelToolCalls }),
      responseFormat: format,
      sampling: decodeSampling(reader),
      ...(reasoning && { reasoning }),
      choiceCount: reader.number('n', { whole: true, atLeast: 1, atMost: 128 }) ?? 1,
      ...(endUser !== undefined && { endUser }),
      metadata: decodeMetadata(reader),
      extra: {
        ...reader.others(KNOWN_FIELDS).extra,
        ...otherStreamOptions(reader),
        ...choiceExtra,
        ...reasoningExtra,
        ...formatExtra,
      },
      ...(providerOptions && { providerOptions }),
    },
  };
}

function decodeIncludeUsage(reader: FieldReader): boolean {
  if (!reader.has('stream_options')) return false;
  return reader.inside('stream_options').boolean('include_usage') ?? false;
}

function otherStreamOptions(reader: FieldReader): JsonObject {
  if (!isJsonObject(reader.value.stream_options)) return {};
  const { include_usage: _, ...others } = reader.value.stream_options;
  return Object.keys(others).length > 0 ? { stream_options: others } : {};
}

function decodeSampling(reader: FieldReader): Sampling {
  const older = reader.number('max_tokens', { whole: true, atLeast: 1 });
  const maxOutputTokens = reader.number('max_completion_tokens', { whole: true, atLeast: 1 }) ?? older;
  const temperature = reader.number('temperature', { atLeast: 0, atMost: 2 });
  const topP = reader.number('top_p', { atLeast: 0, atMost: 1 });
  const topK = reader.number('top_k', { whole: true });
  const presencePenalty = reader.number('presence_penalty', { atLeast: -2, atMost: 2 });
  const frequencyPenalty = reader.number('frequency_penalty', { atLeast: -2, atMost: 2 });
  const seed = reader.number('seed', { whole: true });
  const stop = decodeStop(reader);
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(stop && { stop }),
    ...(seed !== undefined && { seed }),
  };
}

function decodeStop(reader: FieldReader): readonly string[] | undefined {
  const stop = reader.value.stop ?? undefined;
  if (stop === undefined) return undefined;
  if (typeof stop === 'string') return [stop];
  if (Array.isArray(stop) && stop.every((entry) => typeof entry === 'string')) return stop;
  return reader.report('stop', 'Must be a string or a list of strings.', 'invalid_type');
}

interface DecodedFormat {
  readonly format: ResponseFormat;
  /** A form that has no word of ours, such as a grammar. */
  readonly extra?: JsonObject;
}

function decodeResponseFormat(reader: FieldReader): DecodedFormat {
  if (!reader.has('response_format')) return { format: { type: 'text' } };
  const format = reader.inside('response_format');
  switch (format.neededString('type')) {
    case 'json_object':
      return { format: { type: 'json' } };
    case 'json_schema':
      return { format: decodeJsonSchema(format.inside('json_schema')) };
    case 'text':
    case '':
      return { format: { type: 'text' } };
    default:
      return { format: { type: 'text' }, extra: { response_format: format.value } };
  }
}

function decodeJsonSchema(reader: FieldReader): ResponseFormat {
  const name = reader.neededString('name');
  const description = reader.string('description');
  const strict = reader.boolean('strict');
  return {
    type: 'json-schema',
    name,
    ...(description !== undefined && { description }),
    schema: reader.object('schema') ?? {},
    ...(strict !== undefined && { strict }),
  };
}

/** Fields that have a word of their own in our language, or that only the door understands. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'frequency_penalty',
  'function_call',
  'functions',
  'max_completion_tokens',
  'max_tokens',
  'messages',
  'metadata',
  'model',
  'n',
  'parallel_tool_calls',
  'presence_penalty',
  'provider_options',
  'reasoning',
  'reasoning_effort',
  'response_format',
  'seed',
  'stop',
  'stream',
  'stream_options',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_k',
  'top_p',
  'user',
]);
