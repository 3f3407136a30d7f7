/** Reads a whole answer of Converse: as the messages that a stream would have brought, so that both cannot come out different. */
import { createFolder } from '#core/chat/fold.ts';
import type { ChatResult } from '#core/chat/result.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { createAnswerDecoder } from '#providers/bedrock/answer-decoder.ts';
import { errorInside } from '#providers/bedrock/errors.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

/** @throws GatewayError PROVIDER_PROTOCOL; or what the answer says of its failure */
export function decodeResult(body: unknown): ChatResult {
  if (!isJsonObject(body)) throw notUnderstood('The answer is not a JSON object.');
  const message = objectOf(body.output).message;
  if (!isJsonObject(message)) throw errorInside(body) ?? notUnderstood('The answer has no message.');
  const { output: _, stopReason = null, ...metadata } = body;
  const answer = createAnswerDecoder();
  const folder = createFolder();
  const read = (type: string, payload: JsonObject): void => folder.addAll(answer.read(type, payload));
  read('messageStart', {});
  for (const [contentBlockIndex, block] of listOf(message.content).entries())
    for (const [type, payload] of messagesOf(objectOf(block))) read(type, { ...payload, contentBlockIndex });
  read('messageStop', { stopReason });
  read('metadata', metadata);
  return folder.result();
}

type StreamMessage = readonly [type: string, payload: JsonObject];

function messagesOf(block: JsonObject): readonly StreamMessage[] {
  return [...beginning(block), ['contentBlockStop', {}]];
}

function beginning(block: JsonObject): readonly StreamMessage[] {
  if (typeof block.text === 'string') return [delta({ text: block.text })];
  if (isJsonObject(block.reasoningContent)) return reasoningOf(block.reasoningContent).map(delta);
  if (isJsonObject(block.citationsContent)) {
    const { content, citations } = block.citationsContent;
    const texts = listOf(content).map((part) => delta({ text: stringOf(objectOf(part).text) }));
    return [...texts, ...listOf(citations).map((citation) => delta({ citation }))];
  }
  if (isJsonObject(block.toolUse)) {
    const { input, ...toolUse } = block.toolUse;
    return [start({ toolUse }), delta({ toolUse: { input: input === undefined ? '' : JSON.stringify(input) } })];
  }
  return [start(block)];
}

function reasoningOf({ reasoningText, redactedContent }: JsonObject): readonly JsonObject[] {
  const { text, signature } = objectOf(reasoningText);
  const pieces: Readonly<Record<string, Json | undefined>> = { text, signature, redactedContent };
  return Object.entries(pieces).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ reasoningContent: { [name]: value } }] : [],
  );
}

function start(value: JsonObject): StreamMessage {
  return ['contentBlockStart', { start: value }];
}

function delta(value: JsonObject): StreamMessage {
  return ['contentBlockDelta', { delta: value }];
}
