/** Gemini's generateContent. https://ai.google.dev/api/generate-content */
import type { Json } from '#core/json.ts';
import { CALL, PIECES, STRUCTURED, TEXT, TOKENS, type Vendor, vectorAt } from '#test/clients/vendors/vendor.ts';
import { json, type Reply, sse } from '#test/support/upstream.ts';

const USAGE = {
  promptTokenCount: TOKENS.input,
  candidatesTokenCount: TOKENS.output,
  totalTokenCount: TOKENS.input + TOKENS.output,
};

const body = (parts: readonly Json[], finish?: string): Json => ({
  candidates: [{ index: 0, content: { role: 'model', parts }, ...(finish !== undefined && { finishReason: finish }) }],
  usageMetadata: USAGE,
  modelVersion: 'gemini-2.5-flash',
  responseId: 'resp-1',
});

const chunk = (value: Json): string => `data: ${JSON.stringify(value)}\r\n\r\n`;

const answer = (groups: readonly (readonly Json[])[], streamed: boolean): Reply =>
  streamed
    ? sse(groups.map((parts, index) => chunk(body(parts, index === groups.length - 1 ? 'STOP' : undefined))))
    : json(200, body(groups.flat(), 'STOP'));

export const gemini: Vendor = {
  kind: 'GEMINI',
  secret: 'gemini-test-key',
  settings: {},
  chatModel: 'gemini-2.5-flash',
  embeddingModel: 'gemini-embedding-001',
  isStreamed: ({ path }) => path.includes(':streamGenerateContent'),
  isEmbedding: ({ path }) => path.includes(':batchEmbedContents'),
  text: (streamed) => answer(streamed ? PIECES.map((text) => [{ text }]) : [[{ text: TEXT }]], streamed),
  structured: (streamed) => answer([[{ text: STRUCTURED.slice(0, 4) }], [{ text: STRUCTURED.slice(4) }]], streamed),
  call: (streamed) =>
    answer([[{ functionCall: { name: CALL.name, args: JSON.parse(CALL.input.join('')) as Json } }]], streamed),
  vectors: (count) =>
    json(200, { embeddings: Array.from({ length: count }, (_, index) => ({ values: vectorAt(index) })) }),
  endless: () => sse([chunk(body([{ text: 'on and ' }]))], { endless: true, delayMs: 5 }),
  error: (status, message) =>
    json(status, { error: { code: status, message, status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL' } }),
};
