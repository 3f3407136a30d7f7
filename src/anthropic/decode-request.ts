/**
 * The body of a request to `/v1/messages` in our own words. What only Anthropic has goes to Anthropic word for word.
 * See https://docs.anthropic.com/en/api/messages.
 */
import { decodeMessages } from '#anthropic/decode-messages.ts';
import { decodeOutput, decodeThinking } from '#anthropic/decode-thinking.ts';
import { decodeToolChoice, decodeTools } from '#anthropic/decode-tools.ts';
import type { ChatRequest, Sampling } from '#core/chat/request.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { DecodedChat } from '#doors/chat-wire.ts';
import { FieldReader, type Issues } from '#http/field-reader.ts';

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'max_tokens',
  'messages',
  'metadata',
  'model',
  'output_config',
  'output_format',
  'stop_sequences',
  'stream',
  'system',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_k',
  'top_p',
]);

/** @throws GatewayError INVALID_REQUEST with every problem of the body */
export function decodeMessagesRequest(body: unknown, header: (name: string) => string | undefined): DecodedChat {
  if (!isJsonObject(body))
    throw invalidRequest([{ path: [], message: 'Must be a JSON object.', code: 'invalid_type' }]);
  const issues: Issues = [];
  const decoded = decodeFields(new FieldReader(body, [], issues), header);
  if (issues.length > 0) throw invalidRequest(issues);
  return decoded;
}

function decodeFields(reader: FieldReader, header: (name: string) => string | undefined): DecodedChat {
  const model = reader.string('model');
  if (model === '') reader.report('model', 'Must not be empty.', 'invalid_value');
  return {
    ...(model !== undefined && { model }),
    stream: reader.boolean('stream') ?? false,
    request: decodeChat(reader, betasOf(header('anthropic-beta'))),
  };
}

function decodeChat(reader: FieldReader, betas: readonly string[]): ChatRequest {
  const { reasoning, own: ownThinking } = decodeThinking(reader);
  const { responseFormat, own: ownOutput } = decodeOutput(reader);
  const { endUser, metadata } = decodeMetadata(reader);
  const own: JsonObject = {
    ...reader.others(KNOWN_FIELDS).extra,
    ...ownThinking,
    ...ownOutput,
    ...(betas.length > 0 && { betas }),
  };
  return {
    messages: decodeMessages(reader),
    ...decodeTools(reader),
    ...decodeToolChoice(reader),
    responseFormat,
    sampling: decodeSampling(reader),
    ...(reasoning && { reasoning }),
    choiceCount: 1,
    ...(endUser !== undefined && { endUser }),
    metadata,
    extra: {},
    ...(Object.keys(own).length > 0 && { providerOptions: { anthropic: own } }),
  };
}

function betasOf(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function decodeSampling(reader: FieldReader): Sampling {
  const maxOutputTokens = reader.number('max_tokens', { whole: true, atLeast: 1 });
  const temperature = reader.number('temperature', { atLeast: 0, atMost: 2 });
  const topP = reader.number('top_p', { atLeast: 0, atMost: 1 });
  const topK = reader.number('top_k', { whole: true, atLeast: 0 });
  const stop = reader.list('stop_sequences');
  if (stop?.some((entry) => typeof entry !== 'string'))
    reader.report('stop_sequences', 'Must be a list of strings.', 'invalid_type');
  return {
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(topK !== undefined && { topK }),
    ...(stop && stop.length > 0 && { stop: stop.filter((entry) => typeof entry === 'string') }),
  };
}

function decodeMetadata(reader: FieldReader): Pick<ChatRequest, 'metadata' | 'endUser'> {
  if (!reader.has('metadata')) return { metadata: {} };
  const { user_id: user, ...others } = reader.object('metadata') ?? {};
  const metadata = Object.entries(others).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { metadata: Object.fromEntries(metadata), ...(typeof user === 'string' && { endUser: user }) };
}
