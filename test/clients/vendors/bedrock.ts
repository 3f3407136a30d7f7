/** Bedrock's Converse, its stream in AWS's binary frames. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { Json } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TEXT, TOKENS, type Vendor, vectorAt } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const USAGE = {
  inputTokens: TOKENS.input,
  outputTokens: TOKENS.output,
  totalTokens: TOKENS.input + TOKENS.output,
};
const STREAM_TYPE = { 'content-type': 'application/vnd.amazon.eventstream' };

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

const frame = (type: string, payload: Json): Uint8Array =>
  codec.encode({
    headers: {
      ':message-type': { type: 'string', value: 'event' },
      ':event-type': { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
    },
    body: Buffer.from(JSON.stringify(payload)),
  });

const whole = (block: Json, reason: string): Reply =>
  json(200, {
    output: { message: { role: 'assistant', content: [block] } },
    stopReason: reason,
    usage: USAGE,
    metrics: { latencyMs: 1 },
  });

const begin = frame('messageStart', { role: 'assistant' });
const delta = (value: Json): Uint8Array => frame('contentBlockDelta', { contentBlockIndex: 0, delta: value });

const stream = (start: Json | null, deltas: readonly Json[], reason: string): Reply =>
  sse(
    [
      begin,
      ...(start === null ? [] : [frame('contentBlockStart', { contentBlockIndex: 0, start })]),
      ...deltas.map(delta),
      frame('contentBlockStop', { contentBlockIndex: 0 }),
      frame('messageStop', { stopReason: reason }),
      frame('metadata', { usage: USAGE, metrics: { latencyMs: 1 } }),
    ],
    { headers: STREAM_TYPE },
  );

const say = (pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? stream(
        null,
        pieces.map((text) => ({ text })),
        'end_turn',
      )
    : whole({ text: pieces.join('') }, 'end_turn');

const call = (name: string, pieces: readonly string[], streamed: boolean): Reply =>
  streamed
    ? stream(
        { toolUse: { toolUseId: CALL.id, name } },
        pieces.map((input) => ({ toolUse: { input } })),
        'tool_use',
      )
    : whole({ toolUse: { toolUseId: CALL.id, name, input: JSON.parse(pieces.join('')) as Json } }, 'tool_use');

export const bedrock: Vendor = {
  kind: 'BEDROCK',
  secret: JSON.stringify({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-tests' }),
  settings: { region: 'us-east-1' },
  chatModel: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  embeddingModel: 'amazon.titan-embed-text-v2:0',
  isStreamed: ({ path }) => path.endsWith('/converse-stream'),
  isEmbedding: ({ path }) => path.endsWith('/invoke'),
  text: (streamed) => say(streamed ? PIECES : [TEXT], streamed),
  call: (streamed) => call(CALL.name, CALL.input, streamed),
  structured: (streamed, tool) =>
    tool === undefined ? say([STRUCTURED], streamed) : call(tool, [STRUCTURED], streamed),
  vectors: () => json(200, { embedding: vectorAt(0), inputTextTokenCount: TOKENS.input }),
  endless: () =>
    sse([begin, ...Array.from({ length: 10_000 }, () => delta({ text: 'on and ' }))], {
      headers: STREAM_TYPE,
      delayMs: 5,
    }),
  error: (status, message) =>
    json(
      status,
      { message },
      { 'x-amzn-errortype': status === 429 ? 'ThrottlingException' : 'InternalServerException' },
    ),
};
