/** The object `response` around the items of an answer. It repeats the settings of its request, as OpenAI's does. */

import { bodyExtra } from '#core/chat/answer-extra.ts';
import type { FinishReason } from '#core/chat/result.ts';
import { totalTokens, type Usage } from '#core/chat/usage.ts';
import type { JsonObject } from '#core/json.ts';
import type { AnswerIdentity } from '#doors/chat-wire.ts';

export interface ResponseState {
  readonly output: readonly JsonObject[];
  /** Absent while the answer is on its way. */
  readonly end?: { readonly reason: FinishReason; readonly usage: Usage; readonly extra: JsonObject };
}

export function responseObject(
  { id, model, created }: AnswerIdentity,
  request: JsonObject,
  { output, end }: ResponseState,
): JsonObject {
  const incomplete = end && INCOMPLETE[end.reason.unified];
  return {
    id,
    object: 'response',
    created_at: created,
    status: end ? (incomplete ? 'incomplete' : 'completed') : 'in_progress',
    background: false,
    error: null,
    incomplete_details: incomplete ? { reason: incomplete } : null,
    ...SETTINGS,
    ...repeated(request),
    model,
    output,
    previous_response_id: null,
    store: false,
    usage: end ? encodeUsage(end.usage) : null,
    ...(end && bodyExtra(end.extra)),
  };
}

/** Whether the model would have said more. */
export function isCutOff({ unified }: FinishReason): boolean {
  return INCOMPLETE[unified] !== undefined;
}

const INCOMPLETE: Partial<Record<FinishReason['unified'], string>> = {
  length: 'max_output_tokens',
  'content-filter': 'content_filter',
};

/** What a request means where it says nothing. */
const SETTINGS: JsonObject = {
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  reasoning: { effort: null, summary: null },
  temperature: null,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  top_logprobs: null,
  top_p: null,
  truncation: 'disabled',
  user: null,
};

const REPEATED = new Set([...Object.keys(SETTINGS), 'prompt_cache_key', 'safety_identifier']);

function repeated(request: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(request).filter(([name, value]) => REPEATED.has(name) && value !== null));
}

/** Null where nobody counted: a zero would be read as a fact. */
export function encodeUsage(usage: Usage): JsonObject | null {
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens, reasoningTokens = 0 } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return null;
  return {
    input_tokens: inputTokens ?? 0,
    input_tokens_details: {
      cached_tokens: cachedInputTokens,
      ...(cacheWriteTokens !== undefined && { cache_write_tokens: cacheWriteTokens }),
    },
    output_tokens: outputTokens ?? 0,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: totalTokens(usage),
  };
}
