/** Turns Ollama's objects into events. A whole answer is one object, a stream many: both are read here. */
import type { ChatEvent } from '#core/chat/event.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { errorInside } from '#providers/dialect/openai-chat/decode-error.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, isEmpty, listOf, objectOf, stringOf, withoutEmpty } from '#providers/wire/json-readers.ts';

export interface AnswerDecoder {
  /** @throws GatewayError where the object tells an error or is none of the answer. */
  push(part: JsonObject): ChatEvent[];
  isDone(): boolean;
}

const MAX_CALLS = 256;
/** Read elsewhere, or without meaning outside of their own object. */
const WORDS = new Set(['model', 'message', 'done', 'done_reason', 'prompt_eval_count', 'eval_count', 'logprobs']);

export function createAnswerDecoder(): AnswerDecoder {
  const logprobs: Json[] = [];
  let started = false;
  let done = false;
  let thinking = false;
  let calls = 0;

  const start = ({ model }: JsonObject): ChatEvent[] => {
    if (started) return [];
    started = true;
    return [{ type: 'start', id: '', model: stringOf(model), warnings: [] }];
  };

  const endThinking = (): ChatEvent[] => {
    if (!thinking) return [];
    thinking = false;
    return [{ type: 'reasoning-end', choice: 0 }];
  };

  const think = (text: string): ChatEvent[] => {
    if (text === '') return [];
    thinking = true;
    return [{ type: 'reasoning-delta', choice: 0, text }];
  };

  const speak = (text: string, given: readonly Json[]): ChatEvent[] => {
    for (const entry of given) logprobs.push(entry);
    if (text === '') return [];
    const said = given.length > 0 && { logprobs: { content: given } };
    return [...endThinking(), { type: 'text-delta', choice: 0, text, ...said }];
  };

  /** A call comes whole, often without an id. */
  const call = (given: JsonObject, when: Json | undefined): ChatEvent[] => {
    const { name, arguments: input } = objectOf(given.function);
    if (stringOf(name) === '') throw notUnderstood('A tool call without a name.');
    if (calls === MAX_CALLS) throw notUnderstood(`More than ${MAX_CALLS} tool calls in one answer.`);
    const place = { choice: 0, index: calls };
    const id = stringOf(given.id) || `call_${stringOf(when).replace(/\D/g, '').slice(2, 20)}_${calls}`;
    calls += 1;
    const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
    return [
      ...endThinking(),
      { type: 'tool-call-start', ...place, id, name: stringOf(name) },
      ...(text === '' ? [] : [{ type: 'tool-call-delta', ...place, input: text } as const]),
      { type: 'tool-call-end', ...place },
    ];
  };

  const finish = (part: JsonObject): ChatEvent[] => {
    if (part.done !== true) return [];
    done = true;
    const extra = extraOf(part, logprobs);
    return [
      ...endThinking(),
      { type: 'choice-finish', choice: 0, reason: readReason(part.done_reason, calls > 0) },
      { type: 'finish', usage: readUsage(part), ...(!isEmpty(extra) && { extra }) },
    ];
  };

  return {
    push(part) {
      const error = errorInside(part);
      if (error) throw error;
      if (part.message === undefined && part.done !== true) throw notUnderstood('An object without a message.');
      const message = objectOf(part.message);
      return [
        ...start(part),
        ...think(stringOf(message.thinking)),
        ...speak(stringOf(message.content), listOf(part.logprobs)),
        ...listOf(message.tool_calls).flatMap((given) => call(objectOf(given), part.created_at)),
        ...finish(part),
      ];
    },
    isDone: () => done,
  };
}

const REASONS: Readonly<Record<string, FinishReason['unified']>> = { stop: 'stop', length: 'length' };

/** Ollama says `stop` where the model called tools too. */
function readReason(given: Json | undefined, called: boolean): FinishReason {
  const raw = stringOf(given) || null;
  const unified = raw !== null && Object.hasOwn(REASONS, raw) ? REASONS[raw] : undefined;
  return { unified: called && unified !== 'length' ? 'tool-calls' : (unified ?? 'other'), raw };
}

/** A prompt that was in the cache as a whole is not counted at all. */
function readUsage({ prompt_eval_count: input, eval_count: output }: JsonObject): Usage {
  const [inputTokens, outputTokens] = [countOf(input), countOf(output)];
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    estimated: false,
  };
}

function extraOf(part: JsonObject, logprobs: readonly Json[]): JsonObject {
  const said = withoutEmpty(Object.fromEntries(Object.entries(part).filter(([name]) => !WORDS.has(name))));
  return logprobs.length === 0 ? said : { ...said, choices: [{ index: 0, logprobs: { content: logprobs } }] };
}
