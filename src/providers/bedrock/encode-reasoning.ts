/** Writes how much thinking is wanted: each family of models has a field of its own for it. */
import type { ChatRequest, ReasoningEffort, ReasoningRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { familyOf, isNova2, thinksAdaptively } from '#providers/bedrock/model-family.ts';

type Warn = (setting: keyof ReasoningRequest, message: string) => void;

export function encodeReasoning(request: ChatRequest, model: string, warnings: ChatWarning[]): JsonObject {
  const { reasoning, sampling } = request;
  if (!reasoning) return {};
  const { effort, budgetTokens, summary } = reasoning;
  const warn: Warn = (setting, message) => void warnings.push({ setting: `reasoning.${setting}`, message });
  if (summary !== undefined) warn('summary', 'Bedrock cannot be told how to show its thinking; it was left out.');
  const family = familyOf(model);
  if (family === 'claude') return encodeForClaude(reasoning, model, sampling.maxOutputTokens, warn);
  if (budgetTokens !== undefined) warn('budgetTokens', 'This model of Bedrock takes no bound; it was left out.');
  if (effort === undefined) return {};
  if (family === 'nova' && isNova2(model)) return encodeForNova(effort, warn);
  if (family === 'gpt-oss') return { reasoning_effort: levelOf(effort, warn) };
  if (family === 'qwen') return effort === 'none' ? {} : { reasoning_config: levelOf(effort, warn) };
  warn('effort', 'This model of Bedrock cannot be told how much to think; it was left out.');
  return {};
}

const LEAST_BUDGET = 1024;
/** Claude before 4.6 knows a number of tokens only. */
const BUDGETS = { minimal: 1024, low: 2048, medium: 8192, high: 16_384, xhigh: 32_768 } as const;

/**
 * https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html
 */
function encodeForClaude(
  { effort, budgetTokens }: ReasoningRequest,
  model: string,
  maxTokens: number | undefined,
  warn: Warn,
): JsonObject {
  if (effort === 'none') return { thinking: { type: 'disabled' } };
  if (thinksAdaptively(model)) {
    if (budgetTokens !== undefined) warn('budgetTokens', 'This model decides itself how long it thinks.');
    return { thinking: { type: 'adaptive' }, ...(effort && { output_config: { effort: levelOf(effort, warn) } }) };
  }
  if (budgetTokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: budgetTokens } };
  if (effort === undefined) return {};
  const budget = Math.min(BUDGETS[effort], (maxTokens ?? Number.POSITIVE_INFINITY) - 1);
  if (budget < LEAST_BUDGET) {
    warn(
      'effort',
      `This model thinks with ${LEAST_BUDGET} tokens at least, and the answer may have fewer; it was left out.`,
    );
    return {};
  }
  warn('effort', `This model is told its thinking in tokens: ${budget} were sent for "${effort}".`);
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}

/** https://docs.aws.amazon.com/nova/latest/nova2-userguide/using-converse-api.html */
function encodeForNova(effort: ReasoningEffort, warn: Warn): JsonObject {
  if (effort === 'none') return { reasoningConfig: { type: 'disabled' } };
  return { reasoningConfig: { type: 'enabled', maxReasoningEffort: levelOf(effort, warn) } };
}

function levelOf(effort: ReasoningEffort, warn: Warn): 'low' | 'medium' | 'high' {
  const level = effort === 'xhigh' ? 'high' : effort === 'minimal' || effort === 'none' ? 'low' : effort;
  if (level !== effort) warn('effort', `This model knows low, medium and high; "${level}" was sent for "${effort}".`);
  return level;
}
