/** What stands at the end of an answer: why it ended, and what was counted. */
import { encodeUsage } from '#anthropic/encode-usage.ts';
import { stopReasonOf } from '#anthropic/stop-reason.ts';
import type { FinishReason } from '#core/chat/result.ts';
import type { Usage } from '#core/chat/usage.ts';
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts';

export interface AnswerTail {
  /** Fields of the message itself. */
  readonly message: JsonObject;
  /** Fields beside it in a stream. */
  readonly beside: JsonObject;
  readonly usage: JsonObject;
}

/** Of what Anthropic says besides, callers need the container to name it again; the rest of it stays inside. */
const MESSAGE_FIELDS = ['container', 'stop_details'];
const BESIDE_FIELDS = ['context_management'];
const USAGE_FIELDS = ['cache_creation', 'iterations', 'server_tool_use'];

export function answerTail(reason: FinishReason, usage: Usage, extra: JsonObject = {}): AnswerTail {
  return {
    message: {
      stop_reason: stopReasonOf(reason),
      stop_sequence: stopSequenceOf(extra),
      ...fieldsOf(extra, MESSAGE_FIELDS),
    },
    beside: fieldsOf(extra, BESIDE_FIELDS),
    usage: { ...encodeUsage(usage), ...fieldsOf(extra.usage, USAGE_FIELDS) },
  };
}

function stopSequenceOf({ choices }: JsonObject): Json {
  const [first] = Array.isArray(choices) ? (choices as readonly Json[]) : [];
  return isJsonObject(first) ? (first.stop_sequence ?? null) : null;
}

function fieldsOf(object: Json | undefined, names: readonly string[]): JsonObject {
  if (!isJsonObject(object)) return {};
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}
