/** The wires that recorded answers are written in: one entry a wire, with the plain code that reads it. */

import { expectAnthropic } from '#test/recorded/anthropic/expect-anthropic.ts';
import { awsMessagesOf, expectBedrock } from '#test/recorded/bedrock/expect-bedrock.ts';
import { bodyOf, type Exchange } from '#test/recorded/exchanges.ts';
import { type Expectation, expectCohere, expectOpenai, type Foreign, jsonLinesOf } from '#test/recorded/expectation.ts';
import { expectGemini } from '#test/recorded/gemini/expect-gemini.ts';
import { expectOllama, ndjsonOf } from '#test/recorded/ollama/expect-ollama.ts';
import { expectResponses } from '#test/recorded/openai-responses/expect-responses.ts';

export interface Dialect {
  readonly name: string;
  /** By the path of the request without its query, as a proxy would see it. */
  speaks(path: string): boolean;
  /** What one read of the whole stream would have brought. */
  frames(bytes: Buffer): readonly Foreign[];
  expect(parts: readonly Foreign[]): Expectation;
  /** The vendor's reasons to finish in the gateway's words; any other is `other`. */
  readonly reasons: Readonly<Record<string, string>>;
}

const text = (bytes: Buffer): string => bytes.toString('utf8');

const OPENAI: Dialect = {
  name: 'openai',
  speaks: (path) => path.endsWith('/chat/completions'),
  frames: (bytes) => jsonLinesOf(text(bytes)),
  expect: expectOpenai,
  reasons: {
    stop: 'stop',
    length: 'length',
    tool_calls: 'tool-calls',
    function_call: 'tool-calls',
    content_filter: 'content-filter',
  },
};

const ANTHROPIC: Dialect = {
  name: 'anthropic',
  speaks: (path) => path.endsWith('/v1/messages'),
  frames: (bytes) => jsonLinesOf(text(bytes)),
  expect: expectAnthropic,
  reasons: {
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    tool_use: 'tool-calls',
    refusal: 'content-filter',
  },
};

const COHERE: Dialect = {
  name: 'cohere',
  speaks: (path) => path.endsWith('/v2/chat'),
  frames: (bytes) => jsonLinesOf(text(bytes)),
  expect: expectCohere,
  reasons: { COMPLETE: 'stop', STOP_SEQUENCE: 'stop', MAX_TOKENS: 'length', TOOL_CALL: 'tool-calls' },
};

const GEMINI: Dialect = {
  name: 'gemini',
  speaks: (path) => /:(stream)?generateContent$/i.test(path),
  frames: (bytes) => jsonLinesOf(text(bytes)),
  expect: expectGemini,
  reasons: { STOP: 'stop', MAX_TOKENS: 'length', SAFETY: 'content-filter', MODEL_ARMOR: 'content-filter' },
};

const OLLAMA: Dialect = {
  name: 'ollama',
  speaks: (path) => path.endsWith('/api/chat'),
  frames: (bytes) => ndjsonOf(text(bytes)),
  expect: expectOllama,
  reasons: { stop: 'stop', length: 'length', tool_calls: 'tool-calls' },
};

const BEDROCK: Dialect = {
  name: 'bedrock',
  speaks: (path) => /\/converse(-stream)?$/.test(path),
  frames: awsMessagesOf,
  expect: expectBedrock,
  reasons: {
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    model_context_window_exceeded: 'length',
    tool_use: 'tool-calls',
    guardrail_intervened: 'content-filter',
    content_filtered: 'content-filter',
  },
};

const RESPONSES: Dialect = {
  name: 'openai-responses',
  speaks: (path) => path.endsWith('/responses'),
  frames: (bytes) => jsonLinesOf(text(bytes)),
  expect: expectResponses,
  reasons: { completed: 'stop', complete: 'stop', max_output_tokens: 'length', content_filter: 'content-filter' },
};

export const DIALECTS: readonly Dialect[] = [ANTHROPIC, BEDROCK, COHERE, GEMINI, OLLAMA, OPENAI, RESPONSES];

/** Undefined for what no adapter of chat reads. */
export function dialectOf({ endpoint, request }: Exchange): Dialect | undefined {
  if (endpoint !== 'chat') return undefined;
  const path = request.path.replace(/[?#].*$/, '');
  return DIALECTS.find((dialect) => dialect.speaks(path));
}

export function isStreamed({ response }: Exchange): boolean {
  return /event-?stream|ndjson/.test(response.headers['content-type'] ?? '');
}

export function partsOf(exchange: Exchange): readonly Foreign[] {
  const bytes = bodyOf(exchange);
  return isStreamed(exchange) ? (dialectOf(exchange)?.frames(bytes) ?? []) : [JSON.parse(text(bytes))];
}

export function expectationOf(exchange: Exchange): Expectation {
  const dialect = dialectOf(exchange);
  if (!dialect) throw new Error(`${exchange.name} is in no wire that is known.`);
  return dialect.expect(partsOf(exchange));
}

/** The status that an error inside an answer of status 200 names. */
export function errorInside(exchange: Exchange): number | undefined {
  const error = partsOf(exchange).find((part) => part.error)?.error;
  return error && (error.status_code ?? error.code);
}

/** By status alone; a prompt that is too long is told apart by its words. */
export const CODES: Readonly<Record<number, readonly string[]>> = {
  400: ['PROVIDER_REJECTED', 'CONTEXT_TOO_LONG'],
  401: ['PROVIDER_CREDENTIAL'],
  403: ['PROVIDER_CREDENTIAL'],
  404: ['PROVIDER_REJECTED'],
  413: ['CONTEXT_TOO_LONG', 'PROVIDER_RATE_LIMITED', 'PROVIDER_REJECTED'],
  422: ['PROVIDER_REJECTED', 'CONTEXT_TOO_LONG'],
  429: ['PROVIDER_RATE_LIMITED'],
};
