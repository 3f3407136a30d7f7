/** How much thinking is wanted, in our own words: OpenAI's effort, OpenRouter's object and Anthropic's. */
import { REASONING_EFFORTS, type ReasoningRequest } from '#core/chat/request.ts';
import type { JsonObject } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

const SUMMARIES = ['auto', 'concise', 'detailed'] as const;

export interface DecodedReasoning {
  readonly reasoning?: ReasoningRequest;
  /** What of it has no word of ours. */
  readonly extra: JsonObject;
}

export function decodeReasoning(reader: FieldReader): DecodedReasoning {
  const all = [decodeThinking(reader), decodeObject(reader), decodeEffort(reader)];
  const reasoning = Object.assign({}, ...all.map((found) => found.reasoning)) as ReasoningRequest;
  const extra = Object.assign({}, ...all.map((found) => found.extra)) as JsonObject;
  return { ...(Object.keys(reasoning).length > 0 && { reasoning }), extra };
}

const NOTHING: DecodedReasoning = { extra: {} };

/** Vendors have words of their own, such as `default` and `max`. */
function decodeEffort(reader: FieldReader): DecodedReasoning {
  const said = reader.string('reasoning_effort');
  if (said === undefined) return NOTHING;
  const effort = REASONING_EFFORTS.find((value) => value === said);
  return effort === undefined ? { extra: { reasoning_effort: said } } : { reasoning: { effort }, extra: {} };
}

/** https://openrouter.ai/docs/use-cases/reasoning-tokens */
function decodeObject(reader: FieldReader): DecodedReasoning {
  if (!reader.has('reasoning')) return NOTHING;
  const object = reader.inside('reasoning');
  const effort = REASONING_EFFORTS.find((value) => value === object.value.effort);
  const budgetTokens = object.number('max_tokens', { whole: true, atLeast: 0 });
  const summary = SUMMARIES.find((value) => value === object.value.summary);
  const shown = object.boolean('exclude') === true ? 'none' : summary;
  const understood = new Set([
    'max_tokens',
    'exclude',
    ...(effort === undefined ? [] : ['effort']),
    ...(summary === undefined ? [] : ['summary']),
  ]);
  const { extra } = object.others(understood);
  return {
    reasoning: {
      ...(effort !== undefined && { effort }),
      ...(budgetTokens !== undefined && { budgetTokens }),
      ...(shown !== undefined && { summary: shown }),
    },
    extra: extra ? { reasoning: extra } : {},
  };
}

const THINKING_FIELDS: ReadonlySet<string> = new Set(['type', 'budget_tokens']);

/** Anthropic's form, which DeepSeek and others took over in part. */
function decodeThinking(reader: FieldReader): DecodedReasoning {
  if (!reader.has('thinking')) return NOTHING;
  const object = reader.inside('thinking');
  const type = object.string('type');
  const { extra } = object.others(THINKING_FIELDS);
  const rest: JsonObject = extra ? { thinking: extra } : {};
  if (type === 'disabled') return { reasoning: { effort: 'none' }, extra: rest };
  const budgetTokens = object.number('budget_tokens', { whole: true, atLeast: 0 });
  if (type !== 'enabled' || budgetTokens === undefined) return { extra: { thinking: object.value } };
  return { reasoning: { budgetTokens }, extra: rest };
}
