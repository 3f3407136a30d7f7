/** Cohere's chat and embed, version 2. https://docs.cohere.com/reference/chat */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TEXT, TOKENS, type Vendor, vectorAt } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const TOKENS_USED = { input_tokens: TOKENS.input, output_tokens: TOKENS.output };
const USAGE = { billed_units: TOKENS_USED, tokens: TOKENS_USED };

const event = (type: string, rest: JsonObject): string => `data: ${JSON.stringify({ type, ...rest })}\n\n`;
const begin = event('message-start', { id: 'co-1', delta: { message: { role: 'assistant', content: [] } } });
const end = (reason: string): string => event('message-end', { delta: { finish_reason: reason, usage: USAGE } });

const say = (pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? sse([
        begin,
        event('content-start', { index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
        ...pieces.map(contentDelta),
        event('content-end', { index: 0 }),
        end('COMPLETE'),
      ])
    : json(200, {
        id: 'co-1',
        finish_reason: 'COMPLETE',
        message: { role: 'assistant', content: [{ type: 'text', text: pieces.join('') }] },
        usage: USAGE,
      });

function contentDelta(text: string): string {
  return event('content-delta', { index: 0, delta: { message: { content: { text } } } });
}

const called = (input: string): Json => ({
  id: CALL.id,
  type: 'function',
  function: { name: CALL.name, arguments: input },
});

export const cohere: Vendor = {
  kind: 'COHERE',
  secret: 'cohere-test-key',
  settings: {},
  chatModel: 'command-a-03-2025',
  embeddingModel: 'embed-v4.0',
  isStreamed: ({ body }) => isJsonObject(body) && body.stream === true,
  isEmbedding: ({ path }) => path.endsWith('/embed'),
  text: (streamed) => say(streamed ? PIECES : [TEXT], streamed),
  structured: (streamed) => say([STRUCTURED], streamed),
  call: (streamed) =>
    streamed
      ? sse([
          begin,
          event('tool-call-start', { index: 0, delta: { message: { tool_calls: called('') } } }),
          ...CALL.input.map((piece) =>
            event('tool-call-delta', {
              index: 0,
              delta: { message: { tool_calls: { function: { arguments: piece } } } },
            }),
          ),
          event('tool-call-end', { index: 0 }),
          end('TOOL_CALL'),
        ])
      : json(200, {
          id: 'co-1',
          finish_reason: 'TOOL_CALL',
          message: { role: 'assistant', tool_calls: [called(CALL.input.join(''))] },
          usage: USAGE,
        }),
  vectors: (count) =>
    json(200, {
      id: 'emb-1',
      embeddings: { float: Array.from({ length: count }, (_, index) => vectorAt(index)) },
      texts: [],
      meta: { billed_units: { input_tokens: TOKENS.input } },
    }),
  endless: () =>
    sse(
      [
        begin,
        event('content-start', { index: 0, delta: { message: { content: { type: 'text', text: '' } } } }),
        ...Array.from({ length: 10_000 }, () => contentDelta('on and ')),
      ],
      { delayMs: 5 },
    ),
  error: (status, message) => json(status, { message }),
};
