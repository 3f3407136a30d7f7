/** What the demo provider answers to a request on its wire: the same to the same, always. */
import { z } from 'zod';
import type { Json } from '#core/json.ts';
import type { InProcessReply, WireRequest } from '#core/provider.ts';
import { answerQuestion } from '#providers/demo/answer-question.ts';
import { splitWords } from '#providers/demo/cut-answer.ts';
import { answerEmbedding, demoEmbedding } from '#providers/demo/embedding.ts';
import { DEMO_MODELS, temperOf } from '#providers/demo/models.ts';
import { type DemoAnswer, type DemoEvent, type DemoQuestion, demoQuestion } from '#providers/demo/wire.ts';

const SLOWER = 10;
const RETRY_AFTER_SECONDS = 2;

export function respond({ method, url, body }: WireRequest): InProcessReply {
  if (method === 'GET') return { type: 'body', body: { models: DEMO_MODELS } };
  return url.endsWith('/embed') ? respondToTexts(body) : respondToQuestion(body);
}

function respondToTexts(body: WireRequest['body']): InProcessReply {
  const { data: texts, error } = demoEmbedding.safeParse(body);
  if (!texts) return fail(400, z.prettifyError(error));
  const failure = playedFailure(texts.model);
  if (failure) return failure;
  return temperOf(texts.model) === 'broken' ? { type: 'body', body: { model: texts.model } } : answerEmbedding(texts);
}

function playedFailure(model: string): InProcessReply | undefined {
  switch (temperOf(model)) {
    case 'unavailable':
      return fail(503, 'The demo provider plays an outage.');
    case 'rate-limited':
      return fail(429, 'The demo provider plays a limit.', { 'retry-after': String(RETRY_AFTER_SECONDS) });
    default:
      return undefined;
  }
}

function respondToQuestion(body: WireRequest['body']): InProcessReply {
  const { data: question, error } = demoQuestion.safeParse(body);
  if (!question) return fail(400, error.message);
  const failure = playedFailure(question.model);
  if (failure) return failure;
  switch (temperOf(question.model)) {
    case 'broken':
      return breakOff(question);
    case 'slow':
      return reply(question, question.wordDelayMs * SLOWER);
    default:
      return reply(question, question.wordDelayMs);
  }
}

function reply(question: DemoQuestion, wordDelayMs: number): InProcessReply {
  const answer = answerQuestion(question);
  if (!question.stream) return { type: 'body', body: answer as unknown as Json };
  return { type: 'frames', frames: framesOf(eventsOf(answer), wordDelayMs) };
}

/** Half of the events, or a whole answer that lacks how it ended. */
function breakOff(question: DemoQuestion): InProcessReply {
  const answer = answerQuestion(question);
  if (!question.stream) return { type: 'body', body: { id: answer.id, model: answer.model, text: answer.text } };
  const events = eventsOf(answer);
  return { type: 'frames', frames: framesOf(events.slice(0, Math.ceil(events.length / 2)), question.wordDelayMs) };
}

function eventsOf({ id, model, text, calls, finish, usage }: DemoAnswer): DemoEvent[] {
  return [
    { type: 'start', id, model },
    ...splitWords(text).map((word): DemoEvent => ({ type: 'word', text: word })),
    ...calls.map((call): DemoEvent => ({ type: 'call', call })),
    { type: 'end', finish, usage },
  ];
}

function framesOf(
  events: readonly DemoEvent[],
  wordDelayMs: number,
): Extract<InProcessReply, { type: 'frames' }>['frames'] {
  return events.map((event) => ({
    frame: { event: null, data: JSON.stringify(event) },
    delayMs: event.type === 'word' || event.type === 'call' ? wordDelayMs : 0,
  }));
}

function fail(status: number, message: string, headers: Readonly<Record<string, string>> = {}): InProcessReply {
  return { type: 'failure', failure: { status, headers, body: JSON.stringify({ message }) } };
}
