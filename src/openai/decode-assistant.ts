/** An earlier answer of the model in our own words. */
import type { AssistantMessage, ReasoningBlock, TextPart, VendorPart } from '#core/chat/request.ts';
import type { FieldReader } from '#http/field-reader.ts';
import { decodePart, vendorPart } from '#openai/decode-part.ts';
import { decodeReasoningDetails } from '#openai/decode-reasoning-details.ts';
import { decodeToolCall } from '#openai/decode-tool-call.ts';
import { placeBlocks } from '#openai/place-blocks.ts';

type AssistantPart = TextPart | VendorPart;

const ANSWER_FIELDS = [
  'content',
  'refusal',
  'tool_calls',
  'function_call',
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'vendor_blocks',
  'audio',
] as const;

/** `legacyId` is for the one call of `function_call`, the way of 2023, which has none. */
export function decodeAssistant(reader: FieldReader, legacyId: string): AssistantMessage {
  const { content, refusal, thinking } = decodeAnswer(reader);
  const toolCalls = [...reader.objects('tool_calls').map(decodeToolCall), ...decodeLegacyCall(reader, legacyId)];
  if (!ANSWER_FIELDS.some((name) => reader.has(name))) {
    reader.report('content', 'Is required where there are no tool_calls.', 'required');
  }
  return {
    role: 'assistant',
    content,
    ...(refusal !== undefined && { refusal }),
    reasoning: [...decodeThoughts(reader), ...thinking],
    toolCalls,
  };
}

function decodeLegacyCall(reader: FieldReader, id: string): AssistantMessage['toolCalls'] {
  if (!reader.has('function_call')) return [];
  const called = reader.inside('function_call');
  return [{ id, name: called.neededString('name'), input: called.neededString('arguments') }];
}

/** The details say all that the text says, and more. */
function decodeThoughts(reader: FieldReader): readonly ReasoningBlock[] {
  const blocks = decodeReasoningDetails(reader);
  const text = reader.string('reasoning_content') ?? reader.string('reasoning');
  if (blocks.length > 0 || text === undefined) return blocks;
  return [{ text }];
}

interface Answer {
  readonly content: readonly AssistantPart[];
  readonly refusal: string | undefined;
  readonly thinking: readonly ReasoningBlock[];
}

/** A refusal may stand in its own field or as a part of the content, thinking too. */
function decodeAnswer(reader: FieldReader): Answer {
  const refusal = reader.string('refusal');
  const { content } = reader.value;
  if (typeof content === 'string') return { content: placeBlocks(content, reader), refusal, thinking: [] };
  if (content != null && !Array.isArray(content))
    reader.report('content', 'Must be a string or a list of parts.', 'invalid_type');
  const parts = Array.isArray(content) ? reader.objects('content') : [];
  const ofType = (type: string): FieldReader[] => parts.filter(({ value }) => value.type === type);
  const refusals = ofType('refusal').map((part) => part.neededString('refusal'));
  const others = parts.filter(({ value }) => value.type !== 'refusal' && value.type !== 'thinking');
  return {
    content: [...others.flatMap((part) => decodeAssistantPart(part) ?? []), ...placeBlocks('', reader)],
    refusal: refusals.length > 0 ? refusals.join('') : refusal,
    thinking: ofType('thinking').map(decodeThinking),
  };
}

function decodeAssistantPart(reader: FieldReader): AssistantPart | undefined {
  const part = decodePart(reader);
  return part && part.type !== 'text' && part.type !== 'vendor' ? vendorPart(reader) : part;
}

/** Mistral's thinking is a list of texts. */
function decodeThinking(reader: FieldReader): ReasoningBlock {
  const signature = reader.string('signature');
  const text =
    typeof reader.value.thinking === 'string'
      ? reader.value.thinking
      : reader
          .objects('thinking')
          .map((part) => part.neededString('text'))
          .join('');
  return { text, ...(signature !== undefined && { signature }) };
}
