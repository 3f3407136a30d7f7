/** Turns the bodies of an answer into events: a whole one is one body, a stream many of the same form. */
import type { ChatEvent } from '#core/chat/event.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { JsonObject } from '#core/json.ts';
import { type ChoiceDecoder, createChoiceDecoder } from '#providers/dialect/gemini/choice-decoder.ts';
import { createExtraCollector } from '#providers/dialect/gemini/collect-extra.ts';
import { errorInside } from '#providers/dialect/gemini/decode-error.ts';
import { readLogprobs } from '#providers/dialect/gemini/read-logprobs.ts';
import { readUsage } from '#providers/dialect/gemini/read-usage.ts';
import { notUnderstood } from '#providers/failure/vendor-error.ts';
import { countOf, listOf, objectOf, stringOf } from '#providers/wire/json-readers.ts';

export interface AnswerDecoder {
  /** @throws GatewayError where the body tells an error. */
  push(body: JsonObject): ChatEvent[];
  /** @throws GatewayError where nothing was answered, or where a stream broke off. */
  end(): ChatEvent[];
}

const MAX_CHOICES = 128;

export function createAnswerDecoder(isStream: boolean): AnswerDecoder {
  const extra = createExtraCollector();
  const choices = new Map<number, ChoiceDecoder>();
  let started = false;
  let answerId = '';
  let blockReason = '';
  let usage: JsonObject = {};

  const start = (body: JsonObject): ChatEvent[] => {
    if (started) return [];
    started = true;
    answerId = stringOf(body.responseId);
    return [{ type: 'start', id: answerId, model: stringOf(body.modelVersion), warnings: [] }];
  };

  const choiceOf = (index: number): ChoiceDecoder => {
    if (index >= MAX_CHOICES) throw notUnderstood(`More than ${MAX_CHOICES} candidates in one answer.`);
    const choice = choices.get(index) ?? createChoiceDecoder(index, answerId);
    choices.set(index, choice);
    return choice;
  };

  const isWhole = (): boolean => choices.size > 0 && [...choices.values()].every((choice) => choice.isFinished());

  /** The prompt was refused, so that there is no candidate to say so. */
  const blocked = (): ChatEvent => ({
    type: 'choice-finish',
    choice: 0,
    reason: { unified: 'content-filter', raw: blockReason },
  });

  return {
    push(body) {
      const error = errorInside(body);
      if (error) throw error;
      blockReason = stringOf(objectOf(body.promptFeedback).blockReason) || blockReason;
      usage = { ...usage, ...objectOf(body.usageMetadata) };
      extra.addBody(body);
      const candidates = listOf(body.candidates).map(objectOf);
      const begun = start(body);
      const events = candidates.flatMap((candidate, position) => {
        const index = countOf(candidate.index) ?? position;
        extra.addCandidate(index, candidate);
        extra.addLogprobs(index, readLogprobs(candidate.logprobsResult));
        return choiceOf(index).push(candidate);
      });
      return [...begun, ...events];
    },
    end() {
      const isBlocked = choices.size === 0 && blockReason !== '';
      if (isStream && !isBlocked && !isWhole())
        throw new GatewayError('STREAM_INTERRUPTED', { internal: 'The stream closed before a finish reason came.' });
      if (choices.size === 0 && !isBlocked) throw notUnderstood('The answer has no candidate.');
      const said = extra.result(usage, (index) => choices.get(index)?.text() ?? '');
      return [
        ...(isBlocked ? [blocked()] : []),
        ...[...choices.values()].flatMap((choice) => choice.end()),
        { type: 'finish', usage: readUsage(usage), ...(said && { extra: said }) },
      ];
    },
  };
}
