/** A whole answer as a `message`. See https://docs.anthropic.com/en/api/messages. */
import { encodeUsage } from '#anthropic/encode-usage.ts';
import { stopReasonOf } from '#anthropic/stop-reason.ts';
import type { ReasoningBlock, ToolCall } from '#core/chat/request.ts';
import { type ChatChoice, type ChatResult, EMPTY_CHOICE } from '#core/chat/result.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';

/** JSON text. */
export function encodeMessage({ choices, usage, extra = {} }: ChatResult, { id, model }: AnswerIdentity): string {
  const [choice = EMPTY_CHOICE] = choices;
  return JSON.stringify({
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: encodeContent(choice),
    stop_reason: stopReasonOf(choice.finishReason),
    stop_sequence: stopSequenceOf(extra),
    usage: encodeUsage(usage),
  });
}

export function stopSequenceOf({ choices }: JsonObject): Json {
  const [first] = Array.isArray(choices) ? (choices as readonly Json[]) : [];
  return isJsonObject(first) ? (first.stop_sequence ?? null) : null;
}

function encodeContent(choice: ChatChoice): Json[] {
  const { reasoning, refusal, toolCalls } = choice;
  return [
    ...reasoning.flatMap(encodeThought),
    ...encodeText(choice),
    ...(refusal === '' ? [] : [{ type: 'text', text: refusal }]),
    ...toolCalls.map(encodeCall),
  ];
}

export function encodeThought({ text, signature, sealed }: ReasoningBlock): Json[] {
  if (sealed !== undefined && text === '') return [{ type: 'redacted_thinking', data: sealed }];
  return text === '' && signature === undefined
    ? []
    : [{ type: 'thinking', thinking: text, signature: signature ?? '' }];
}

/** The text, cut where Anthropic's own blocks stand between; a citation belongs to the text before it. */
function encodeText({ text, vendorBlocks = [] }: ChatChoice): Json[] {
  const blocks: JsonObject[] = [];
  let done = 0;
  const say = (until: number): void => {
    if (until > done) blocks.push({ type: 'text', text: text.slice(done, until) });
    done = Math.max(done, until);
  };
  for (const { vendor, value, at } of vendorBlocks) {
    say(at);
    if (vendor !== 'anthropic') continue;
    const last = blocks.at(-1);
    if (value.type !== 'citation') blocks.push(value);
    else if (last?.type === 'text') blocks[blocks.length - 1] = withCitation(last, value.citation ?? null);
  }
  say(text.length);
  return blocks;
}

function withCitation(block: JsonObject, citation: Json): JsonObject {
  const known = Array.isArray(block.citations) ? (block.citations as readonly Json[]) : [];
  return { ...block, citations: [...known, citation] };
}

/** Arguments that are no object are shown under a name of their own, since the field takes objects only. */
function encodeCall({ id, name, input }: ToolCall): JsonObject {
  const parsed = input.trim() === '' ? {} : parseJson(input);
  return { type: 'tool_use', id, name, input: isJsonObject(parsed) ? parsed : { raw_arguments: input } };
}
