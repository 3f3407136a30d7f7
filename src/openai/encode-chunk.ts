/** Batches of events as `chat.completion.chunk` frames. See https://platform.openai.com/docs/api-reference/chat-streaming. */

import { bodyExtra, choiceExtra } from '#core/chat/answer-extra.ts';
import type { ChatBatch, ChatEvent } from '#core/chat/event.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { Json, JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';
import type { AnswerForm } from '#openai/encode-completion.ts';
import { createDeltaEncoder } from '#openai/encode-delta.ts';
import { encodeUsage } from '#openai/encode-usage.ts';
import { finishReasonOf } from '#openai/finish-reason.ts';

export const DONE_FRAME = 'data: [DONE]\n\n';

export interface ChunkEncoder {
  /** The frames of one batch in one text; empty where the batch says nothing to a caller. */
  encode(batch: ChatBatch): string;
}

export interface ChunkForm extends AnswerForm {
  /** Whether the answer ends with a chunk that carries the usage. */
  readonly includeUsage?: boolean;
}

type TextDelta = Extract<ChatEvent, { type: 'text-delta' }>;
type Finish = Extract<ChatEvent, { type: 'finish' }>;

/** One encoder a stream. Text that came together leaves together, so a chunk is made for each read and not for each token. */
export function createChunkEncoder(
  { id, model, created }: AnswerIdentity,
  { includeUsage = false, functions = false }: ChunkForm = {},
): ChunkEncoder {
  // What all chunks have in common is made into text once.
  const shared = JSON.stringify({ id, object: 'chat.completion.chunk', created, model }).slice(0, -1);
  const open = `data: ${shared},"choices":[`;
  const close = includeUsage ? '],"usage":null}\n\n' : ']}\n\n';
  const begun = new Set<number>();
  const withLogprobs = new Set<number>();
  const ends = new Map<number, FinishReason>();
  const lengths = new Map<number, number>();
  const deltas = createDeltaEncoder(functions);

  const frame = (choice: number, delta: string, logprobs: Json = null): string =>
    `${open}{"index":${choice},"delta":{${opened(choice, delta)}},"logprobs":${JSON.stringify(logprobs)},"finish_reason":null}${close}`;

  const opened = (choice: number, delta: string): string => {
    if (begun.has(choice)) return delta;
    begun.add(choice);
    return delta === '' ? '"role":"assistant"' : `"role":"assistant",${delta}`;
  };

  /** What the provider said besides comes last of all, and the chunk that ends a choice is the last one with a place for it. */
  const endChoice = (choice: number, reason: FinishReason, extra: JsonObject): string => {
    const said = choiceExtra(extra, choice);
    const end = JSON.stringify({
      logprobs: withLogprobs.has(choice) ? null : said.logprobs,
      finish_reason: finishReasonOf(reason, functions),
      ...said.choice,
    }).slice(1);
    const members = opened(choice, JSON.stringify(said.message).slice(1, -1));
    return `${open}{"index":${choice},"delta":{${members}},${end}${lastOf(extra)}`;
  };

  const lastOf = (extra: JsonObject): string => {
    const said = JSON.stringify(bodyExtra(extra)).slice(1, -1);
    return said === '' ? close : `],${said}${includeUsage ? ',"usage":null' : ''}}\n\n`;
  };

  const finish = ({ usage, extra = {} }: Finish): string => {
    const frames = [...ends].map(([choice, reason]) => endChoice(choice, reason, extra)).join('');
    if (!includeUsage) return frames;
    const last = JSON.stringify({ ...bodyExtra(extra), usage: encodeUsage(usage) ?? null }).slice(1);
    return `${frames}${open}],${last}\n\n`;
  };

  const encodeEvent = (event: Exclude<ChatEvent, TextDelta>): string => {
    switch (event.type) {
      case 'start':
        return '';
      case 'finish':
        return finish(event);
      case 'choice-finish':
        ends.set(event.choice, event.reason);
        return '';
      default:
        return deltas
          .encode(event, lengths.get(event.choice) ?? 0)
          .map((delta) => frame(event.choice, delta))
          .join('');
    }
  };

  return {
    encode(batch) {
      let frames = '';
      let text = '';
      let choice = 0;
      const flush = (logprobs?: Json) => {
        if (text === '') return;
        frames += frame(choice, `"content":${JSON.stringify(text)}`, logprobs);
        lengths.set(choice, (lengths.get(choice) ?? 0) + text.length);
        text = '';
      };
      for (const event of batch) {
        if (event.type !== 'text-delta') {
          flush();
          frames += encodeEvent(event);
          continue;
        }
        // A piece that has probabilities of its own stays by itself, as they belong to it.
        if (event.choice !== choice || event.logprobs !== undefined) flush();
        choice = event.choice;
        text += event.text;
        if (event.logprobs === undefined) continue;
        withLogprobs.add(choice);
        flush(event.logprobs);
      }
      flush();
      return frames;
    },
  };
}
