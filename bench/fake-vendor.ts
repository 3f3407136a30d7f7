/** A vendor that speaks the OpenAI wire: whole answers of some 180 tokens, and streams of 100 chunks, each written alone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

export const CHUNKS = 100;
const WORDS = 'A gateway stands between your programs and the models and keeps watch over what passes. '.repeat(12);
const USAGE = { prompt_tokens: 12, completion_tokens: 180, total_tokens: 192 };
const HEAD = { id: 'chatcmpl-bench', created: 1_700_000_000, model: 'bench-1' };

const WHOLE = JSON.stringify({
  ...HEAD,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: WORDS }, finish_reason: 'stop' }],
  usage: USAGE,
});

const FRAMES = [
  ...Array.from({ length: CHUNKS - 1 }, (_, index) =>
    chunk([{ index: 0, delta: index === 0 ? { role: 'assistant', content: 'A ' } : { content: 'gateway ' } }]),
  ),
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  chunk([], { usage: USAGE }),
  'data: [DONE]\n\n',
];

function chunk(choices: readonly object[], rest: object = {}): string {
  return `data: ${JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', choices, ...rest })}\n\n`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (!Buffer.concat(pieces).includes('"stream":true')) {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(WHOLE) })
      .end(WHOLE);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const frame of FRAMES) {
    response.write(frame);
    await nextTurn();
  }
  response.end();
}

if (import.meta.main) createServer(answer).listen(Number(process.env.PORT), '127.0.0.1');
