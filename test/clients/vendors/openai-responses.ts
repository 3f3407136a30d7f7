/** OpenAI's Responses API. https://platform.openai.com/docs/api-reference/responses */
import { isJsonObject, type JsonObject } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TOKENS, type Vendor } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const USAGE = {
  input_tokens: TOKENS.input,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: TOKENS.output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: TOKENS.input + TOKENS.output,
};

const response = (status: string, output: readonly JsonObject[]): JsonObject => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_700_000_000,
  model: 'gpt-5-mini-2025-08-07',
  status,
  error: null,
  incomplete_details: null,
  output,
  usage: status === 'completed' ? USAGE : null,
});

const frame = (event: JsonObject): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const stream = (item: JsonObject, deltas: readonly JsonObject[]): Reply =>
  sse([
    frame({ type: 'response.created', response: response('in_progress', []) }),
    frame({ type: 'response.output_item.added', output_index: 0, item: { ...item, content: [], arguments: '' } }),
    ...deltas.map((delta) => frame({ ...delta, item_id: item.id ?? '', output_index: 0 })),
    frame({ type: 'response.output_item.done', output_index: 0, item }),
    frame({ type: 'response.completed', response: response('completed', [item]) }),
  ]);

const answer = (item: JsonObject, deltas: readonly JsonObject[], streamed: boolean): Reply =>
  streamed ? stream(item, deltas) : json(200, response('completed', [item]));

const textDelta = (delta: string): JsonObject => ({ type: 'response.output_text.delta', content_index: 0, delta });

const say = (pieces: readonly string[], streamed: boolean): Reply => {
  const content = [{ type: 'output_text', text: pieces.join(''), annotations: [], logprobs: [] }];
  const item = { type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content };
  return answer(item, pieces.map(textDelta), streamed);
};

export const openaiResponses: Vendor = {
  kind: 'OPENAI_RESPONSES',
  secret: 'sk-test-of-openai-responses',
  settings: {},
  chatModel: 'gpt-5-mini',
  embeddingModel: null,
  isStreamed: ({ body }) => isJsonObject(body) && body.stream === true,
  isEmbedding: () => false,
  text: (streamed) => say(PIECES, streamed),
  structured: (streamed) => say([STRUCTURED.slice(0, 4), STRUCTURED.slice(4)], streamed),
  call(streamed) {
    const { id, name, input } = CALL;
    const item = {
      type: 'function_call',
      id: 'fc_1',
      call_id: id,
      name,
      arguments: input.join(''),
      status: 'completed',
    };
    const deltas = input.map((delta) => ({ type: 'response.function_call_arguments.delta', delta }));
    return answer(item, deltas, streamed);
  },
  vectors: () => json(404, { error: { message: 'There is nothing here.', type: 'invalid_request_error' } }),
  endless: () =>
    sse([frame({ ...textDelta('on and '), item_id: 'msg_1', output_index: 0 })], { endless: true, delayMs: 5 }),
  error: (status, message) => json(status, { error: { message, type: 'error', param: null, code: null } }),
};
