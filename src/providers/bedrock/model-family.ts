/**
 * What is to be known of a model by its name, where the Converse API leaves it to the model. Names may have a region, an
 * account and a version around them: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
 */
export type ModelFamily = 'claude' | 'nova' | 'gpt-oss' | 'qwen' | 'mistral' | 'other';

export function familyOf(model: string): ModelFamily {
  if (/anthropic\.claude/.test(model)) return 'claude';
  if (/amazon\.nova/.test(model)) return 'nova';
  if (/openai\.gpt-oss/.test(model)) return 'gpt-oss';
  if (/qwen\./.test(model)) return 'qwen';
  return /mistral\./.test(model) ? 'mistral' : 'other';
}

/** Claude from 4.6 on decides itself how long it thinks. https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html */
export function thinksAdaptively(model: string): boolean {
  return /claude-(?:opus|sonnet|haiku)-(?:4-[6-9]\b|[5-9]\b)|claude-(?:mythos|fable)/.test(model);
}

/** The second generation and no earlier one. https://docs.aws.amazon.com/nova/latest/nova2-userguide/using-converse-api.html */
export function isNova2(model: string): boolean {
  return /amazon\.nova-2-/.test(model);
}

/** Claude before 4.5: versions 2 and 3, 4 of 2025 and 4.1. */
const OLDER_CLAUDE = /claude-(?:v\d|instant|3|(?:sonnet|opus)-4-(?:20\d{6}|1\b))/;
const OPEN_WEIGHTS =
  /qwen\.qwen3|openai\.gpt-oss|deepseek\.v3|google\.gemma-3|minimax\.|moonshot(?:ai)?\.|nvidia\.|mistral\.(?:magistral|ministral|voxtral|mistral-large-3)/;

/** Whether the field `outputConfig` holds it to a schema. https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html */
export function takesSchema(model: string): boolean {
  return familyOf(model) === 'claude' ? !OLDER_CLAUDE.test(model) : OPEN_WEIGHTS.test(model);
}
