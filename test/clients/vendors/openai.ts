/** OpenAI's chat completions and embeddings. https://platform.openai.com/docs/api-reference/chat */
import { isJsonObject, type Json } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TEXT, TOKENS, type Vendor, vectorAt } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const ANSWER = { id: 'chatcmpl-1', created: 1_600_000_000, model: 'gpt-4.1-2025-04-14' };
const USAGE = {
  prompt_tokens: TOKENS.input,
  completion_tokens: TOKENS.output,
  total_tokens: TOKENS.input + TOKENS.output,
};

const whole = (message: Json, finish: string): Reply =>
  json(200, {
    ...ANSWER,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: USAGE,
  });

const frame = (rest: Json): string =>
  `data: ${JSON.stringify({ ...ANSWER, object: 'chat.completion.chunk', ...(rest as object) })}\n\n`;

const chunk = (delta: Json, finish: string | null = null): string =>
  frame({ choices: [{ index: 0, delta, finish_reason: finish }] });

const stream = (deltas: readonly Json[], finish: string): Reply =>
  sse([
    ...deltas.map((delta) => chunk(delta)),
    chunk({}, finish),
    frame({ choices: [], usage: USAGE }),
    'data: [DONE]\n\n',
  ]);

const say = (pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? stream([{ role: 'assistant', content: '' }, ...pieces.map((content) => ({ content }))], 'stop')
    : whole({ role: 'assistant', content: pieces.join('') }, 'stop');

const called = { name: CALL.name, arguments: CALL.input.join('') };

export const openai: Vendor = {
  kind: 'OPENAI',
  secret: 'sk-test-of-openai',
  settings: {},
  chatModel: 'gpt-4.1',
  embeddingModel: 'text-embedding-3-small',
  isStreamed: ({ body }) => isJsonObject(body) && body.stream === true,
  isEmbedding: ({ path }) => path.endsWith('/embeddings'),
  text: (streamed) => say(streamed ? PIECES : [TEXT], streamed),
  structured: (streamed) => say([STRUCTURED.slice(0, 4), STRUCTURED.slice(4)], streamed),
  call: (streamed) =>
    streamed
      ? stream(
          [
            {
              role: 'assistant',
              content: null,
              tool_calls: [{ index: 0, id: CALL.id, type: 'function', function: { name: CALL.name, arguments: '' } }],
            },
            ...CALL.input.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
          ],
          'tool_calls',
        )
      : whole(
          { role: 'assistant', content: null, tool_calls: [{ id: CALL.id, type: 'function', function: called }] },
          'tool_calls',
        ),
  vectors: (count) =>
    json(200, {
      object: 'list',
      model: 'text-embedding-3-small',
      data: Array.from({ length: count }, (_, index) => ({ object: 'embedding', index, embedding: vectorAt(index) })),
      usage: { prompt_tokens: TOKENS.input, total_tokens: TOKENS.input },
    }),
  endless: () => sse([chunk({ content: 'on and ' })], { endless: true, delayMs: 5 }),
  error: (status, message) => json(status, { error: { message, type: 'error', param: null, code: null } }),
};
