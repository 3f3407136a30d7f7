/** How much thinking is wanted and in which form the answer, in our own words, with Anthropic's beside them. */
import { REASONING_EFFORTS, type ReasoningRequest, type ResponseFormat } from '#core/chat/request.ts';
import { isJsonObject, type JsonObject } from '#core/json.ts';
import type { FieldReader } from '#http/field-reader.ts';

const DISPLAYS: Readonly<Record<string, 'auto' | 'none'>> = { summarized: 'auto', omitted: 'none' };

/** https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking */
export function decodeThinking(reader: FieldReader): {
  readonly reasoning?: ReasoningRequest;
  readonly own: JsonObject;
} {
  const effort = effortOf(reader);
  if (!reader.has('thinking')) return { ...(effort && { reasoning: { effort } }), own: {} };
  const thinking = reader.inside('thinking');
  const { type, display, ...rest } = thinking.value;
  const summary = typeof display === 'string' ? DISPLAYS[display] : undefined;
  const shown = summary === undefined ? {} : { summary };
  if (type === 'disabled' && Object.keys(rest).length === 0) return { reasoning: { effort: 'none' }, own: {} };
  const budgetTokens = type === 'enabled' ? thinking.number('budget_tokens', { whole: true, atLeast: 1 }) : undefined;
  const words = {
    ...(budgetTokens !== undefined && { budgetTokens }),
    ...(effort !== undefined && { effort }),
    ...shown,
  };
  // Word for word for Anthropic itself, which may know more of it than we do.
  return { ...(Object.keys(words).length > 0 && { reasoning: words }), own: { thinking: thinking.value } };
}

function effortOf(reader: FieldReader): ReasoningRequest['effort'] | undefined {
  const config = reader.value.output_config;
  const said = isJsonObject(config) ? config.effort : undefined;
  return REASONING_EFFORTS.find((effort) => effort === said);
}

/** https://docs.anthropic.com/en/docs/build-with-claude/structured-outputs */
export function decodeOutput(reader: FieldReader): {
  readonly responseFormat: ResponseFormat;
  readonly own: JsonObject;
} {
  const config = reader.object('output_config');
  const format = config?.format ?? reader.value.output_format;
  const own = config ? { output_config: config } : {};
  if (!isJsonObject(format) || format.type !== 'json_schema' || !isJsonObject(format.schema))
    return { responseFormat: { type: 'text' }, own };
  return { responseFormat: { type: 'json-schema', name: 'answer', schema: format.schema, strict: true }, own };
}
