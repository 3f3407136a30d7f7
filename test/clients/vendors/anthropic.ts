/** Anthropic's messages. https://docs.anthropic.com/en/api/messages */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TEXT, TOKENS, type Vendor } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-4-5-20250929' };
const USAGE = { input_tokens: TOKENS.input, output_tokens: TOKENS.output };

const whole = (block: Json, reason: string): Reply =>
  json(200, { ...MESSAGE, content: [block], stop_reason: reason, stop_sequence: null, usage: USAGE });

const event = (type: string, rest: JsonObject): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;

const begin = event('message_start', {
  message: { ...MESSAGE, content: [], stop_reason: null, stop_sequence: null, usage: { ...USAGE, output_tokens: 1 } },
});

const stream = (block: Json, deltas: readonly Json[], reason: string): Reply =>
  sse([
    begin,
    event('content_block_start', { index: 0, content_block: block }),
    event('ping', {}),
    ...deltas.map((delta) => event('content_block_delta', { index: 0, delta })),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: TOKENS.output },
    }),
    event('message_stop', {}),
  ]);

const textDelta = (text: string): Json => ({ type: 'text_delta', text });

const say = (pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? stream({ type: 'text', text: '' }, pieces.map(textDelta), 'end_turn')
    : whole({ type: 'text', text: pieces.join('') }, 'end_turn');

const call = (name: string, pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? stream(
        { type: 'tool_use', id: CALL.id, name, input: {} },
        pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
        'tool_use',
      )
    : whole({ type: 'tool_use', id: CALL.id, name, input: JSON.parse(pieces.join('')) as Json }, 'tool_use');

export const anthropic: Vendor = {
  kind: 'ANTHROPIC',
  secret: 'sk-ant-test',
  settings: {},
  chatModel: 'claude-sonnet-4-5-20250929',
  embeddingModel: null,
  isStreamed: ({ body }) => isJsonObject(body) && body.stream === true,
  isEmbedding: () => false,
  text: (streamed) => say(streamed ? PIECES : [TEXT], streamed),
  call: (streamed) => call(CALL.name, CALL.input, streamed),
  structured: (streamed, tool) =>
    tool === undefined ? say([STRUCTURED], streamed) : call(tool, [STRUCTURED], streamed),
  vectors: () => json(404, { type: 'error', error: { type: 'not_found_error', message: 'Not found' } }),
  endless: () =>
    sse(
      [
        begin,
        event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
        ...Array.from({ length: 10_000 }, () =>
          event('content_block_delta', { index: 0, delta: textDelta('on and ') }),
        ),
      ],
      { delayMs: 5 },
    ),
  error: (status, message) =>
    json(status, { type: 'error', error: { type: status === 429 ? 'rate_limit_error' : 'api_error', message } }),
};
