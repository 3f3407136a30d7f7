/** Turns the parts of one candidate into events, whole or piece by piece. */
import type { ChatEvent } from '#core/chat/event.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';
import { unifyReason } from '#providers/dialect/gemini/finish-reason.ts';
import { createFunctionCalls } from '#providers/dialect/gemini/function-calls.ts';
import { readLogprobs } from '#providers/dialect/gemini/read-logprobs.ts';
import { isEmpty, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface ChoiceDecoder {
  push(candidate: JsonObject): ChatEvent[];
  /** Whether the reason came for which the answer ended. */
  isFinished(): boolean;
  end(): ChatEvent[];
  /** All that was said so far. */
  text(): string;
}

export function createChoiceDecoder(choice: number, answerId: string): ChoiceDecoder {
  const calls = createFunctionCalls(choice, answerId);
  let thinking = false;
  let reason = '';
  let whole = '';

  const endThinking = (): ChatEvent[] => {
    if (!thinking) return [];
    thinking = false;
    return [{ type: 'reasoning-end', choice }];
  };

  const think = (text: string): ChatEvent[] => {
    if (text === '') return [];
    thinking = true;
    return [{ type: 'reasoning-delta', choice, text }];
  };

  const prove = (signature: string): ChatEvent[] => {
    thinking = false;
    return [{ type: 'reasoning-end', choice, signature }];
  };

  const speak = (text: string, logprobs: readonly JsonObject[]): ChatEvent[] => {
    if (text === '') return [];
    whole += text;
    const said = logprobs.length > 0 && { logprobs: { content: logprobs } };
    return [...endThinking(), { type: 'text-delta', choice, text, ...said }];
  };

  /** `logprobs` are those of all parts of the piece; they go with its first text. */
  const readPart = (part: JsonObject, logprobs: readonly JsonObject[]): ChatEvent[] => {
    const { text, thought, thoughtSignature, functionCall } = part;
    const signature = stringOf(thoughtSignature);
    if (isJsonObject(functionCall)) return [...endThinking(), ...calls.push(functionCall, signature)];
    if (typeof text === 'string' && thought === true)
      return [...think(text), ...(signature === '' ? [] : prove(signature))];
    if (typeof text === 'string' || isOnlyProof(part)) {
      const spoken = speak(stringOf(text), logprobs);
      return signature === '' ? spoken : [...spoken, ...endThinking(), ...prove(signature)];
    }
    if (isEmpty(part)) return [];
    return [...endThinking(), { type: 'vendor-block', choice, block: { vendor: 'gemini', value: part } }];
  };

  return {
    push(candidate) {
      reason = stringOf(candidate.finishReason) || reason;
      let logprobs = readLogprobs(candidate.logprobsResult);
      return listOf(objectOf(candidate.content).parts).flatMap((part: Json) => {
        const events = readPart(objectOf(part), logprobs);
        if (events.some(({ type }) => type === 'text-delta')) logprobs = [];
        return events;
      });
    },
    isFinished: () => reason !== '',
    text: () => whole,
    end() {
      const closing = [...endThinking(), ...calls.end()];
      return [...closing, { type: 'choice-finish', choice, reason: unifyReason(reason, calls.count() > 0) }];
    },
  };
}

function isOnlyProof({ thoughtSignature, ...rest }: JsonObject): boolean {
  return typeof thoughtSignature === 'string' && thoughtSignature !== '' && isEmpty(rest);
}
