/** Parameters that the language has no word for: those of chat completions in the form of Responses, its own as they are. */
import type { ChatRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { WIRE } from '#providers/openai-responses/wire-name.ts';

/** These are ours to say: what is asked, of whom, and that nothing is kept or read at the vendor's that no guard has seen. */
const RESERVED = new Set(['model', 'input', 'instructions', 'prompt', 'stream', 'background']);
const STATEFUL = new Set(['previous_response_id', 'conversation']);

/** Parameters of chat completions that have no place here. */
const CHAT_ONLY = new Set([
  'audio',
  'function_call',
  'functions',
  'logit_bias',
  'max_completion_tokens',
  'max_tokens',
  'messages',
  'modalities',
  'prediction',
  'response_format',
  'web_search_options',
]);

/** Written elsewhere, together with what the language has words for. */
const WRITTEN_ELSEWHERE = new Set(['include', 'logprobs', 'reasoning', 'store', 'text', 'verbosity']);

export function encodeExtra({ extra }: ChatRequest, stream: boolean, warnings: ChatWarning[]): JsonObject {
  const entries = Object.entries(extra).filter(([name]) => !RESERVED.has(name) && !WRITTEN_ELSEWHERE.has(name));
  for (const [setting] of entries.filter(([name]) => CHAT_ONLY.has(name)))
    warnings.push({ setting, message: 'The Responses API has no such setting; it was left out.' });
  for (const [setting] of entries.filter(([name]) => STATEFUL.has(name)))
    warnings.push({ setting, message: 'Nothing is kept at the provider, so there is nothing to go on from.' });
  const kept = entries.filter(([name]) => !CHAT_ONLY.has(name) && !STATEFUL.has(name));
  // Refused beside a whole answer.
  return Object.fromEntries(kept.filter(([name]) => stream || name !== 'stream_options'));
}

export function ownOptions({ providerOptions }: ChatRequest): JsonObject {
  const given = Object.entries(providerOptions?.[WIRE] ?? {});
  return Object.fromEntries(given.filter(([name]) => !RESERVED.has(name) && !STATEFUL.has(name)));
}
