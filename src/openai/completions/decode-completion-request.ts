/**
 * The body of a legacy text completion as a chat of one message. What a chat cannot do is refused by name.
 * See https://platform.openai.com/docs/api-reference/completions/create.
 */
import { invalidRequest } from '#core/error/gateway-error.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { FieldReader, type Issues } from '#http/field-reader.ts';
import { decodePrompt } from '#openai/completions/decode-prompt.ts';
import { type DecodedRequest, decodeRequest } from '#openai/decode-request.ts';

export interface DecodedCompletionRequest extends DecodedRequest {
  /** Whether the probabilities of the text's pieces were asked for. */
  readonly logprobs: boolean;
}

/** @throws GatewayError INVALID_REQUEST with every problem of the body */
export function decodeCompletionRequest(body: unknown): DecodedCompletionRequest {
  if (!isJsonObject(body))
    throw invalidRequest([{ path: [], message: 'Must be a JSON object.', code: 'invalid_type' }]);
  const issues: Issues = [];
  const reader = new FieldReader(body, [], issues);
  const content = decodePrompt(reader);
  refuseLegacy(reader);
  const logprobs = reader.number('logprobs', { whole: true, atLeast: 0, atMost: 20 });
  if (issues.length > 0) throw invalidRequest(issues);
  const decoded = decodeRequest({ ...asChat(body), ...asked(logprobs), messages: [{ role: 'user', content }] });
  return { ...decoded, logprobs: logprobs !== undefined };
}

const LEGACY = new Set(['prompt', 'suffix', 'echo', 'best_of', 'logprobs', 'messages', 'tools', 'functions']);

function asChat(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !LEGACY.has(name)));
}

/** One number said both whether and how many others. */
function asked(logprobs: number | undefined): JsonObject {
  if (logprobs === undefined) return {};
  return { logprobs: true, ...(logprobs > 0 && { top_logprobs: logprobs }) };
}

function refuseLegacy(reader: FieldReader): void {
  const suffix = reader.string('suffix') ?? '';
  if (suffix !== '') reader.report('suffix', 'A chat model cannot fill in text before another.', 'not_supported');
  if (reader.boolean('echo') === true)
    reader.report('echo', 'A chat model does not repeat its prompt.', 'not_supported');
  const best = reader.number('best_of', { whole: true, atLeast: 1 }) ?? 1;
  if (best > (reader.number('n', { whole: true, atLeast: 1 }) ?? 1))
    reader.report(
      'best_of',
      'The best of several answers cannot be told here. Ask for all of them with n.',
      'not_supported',
    );
  for (const name of ['messages', 'tools', 'functions'])
    if (reader.has(name)) reader.report(name, 'Belongs to /v1/chat/completions.', 'not_supported');
}
