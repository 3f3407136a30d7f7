/** One message in OpenAI's words, put into Mistral's. */
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { toMistralCallId } from '#providers/mistral/call-id.ts';
import { listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export function toMistralMessage(message: JsonObject): JsonObject {
  const { refusal, tool_calls: calls, tool_call_id: callId, content, ...rest } = message;
  return {
    ...rest,
    content: toContent(content, stringOf(refusal)),
    ...(calls !== undefined && { tool_calls: listOf(calls).map((call) => toCall(objectOf(call))) }),
    ...(callId !== undefined && { tool_call_id: toMistralCallId(stringOf(callId)) }),
  };
}

/** A refusal has no field of its own: it was what the model said. */
function toContent(content: Json | undefined, refusal: string): Json {
  const parts = Array.isArray(content) ? listOf(content).map((part) => toPart(objectOf(part))) : undefined;
  if (refusal === '') return parts ?? content ?? '';
  return parts ? [...parts, { type: 'text', text: refusal }] : stringOf(content) + refusal;
}

function toCall(call: JsonObject): JsonObject {
  return { ...call, id: toMistralCallId(stringOf(call.id)) };
}

/** https://docs.mistral.ai/capabilities/document_ai/document_qna, https://docs.mistral.ai/capabilities/audio */
function toPart(part: JsonObject): JsonObject {
  if (part.type === 'input_audio' && isJsonObject(part.input_audio)) {
    return { ...part, input_audio: part.input_audio.data ?? '' };
  }
  const { file, ...rest } = part;
  if (part.type !== 'file' || !isJsonObject(file)) return part;
  if (file.file_id !== undefined) return { ...rest, type: 'file', file_id: file.file_id };
  const name = file.filename === undefined ? {} : { document_name: file.filename };
  return { ...rest, type: 'document_url', document_url: file.file_data ?? '', ...name };
}
