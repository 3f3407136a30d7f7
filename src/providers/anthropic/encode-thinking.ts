/** Writes how much thinking is wanted. https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking */
import type { ReasoningEffort, ReasoningRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { thinksAdaptively } from '#providers/anthropic/model-family.ts';
import { isEmpty, objectOf } from '#providers/wire/json-readers.ts';

const LEAST_BUDGET = 1_024;

/** For models that take a number of tokens and no word. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, 'none'>, number>> = {
  minimal: LEAST_BUDGET,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_768,
};

/** An empty object where nothing was asked. What the caller said in Anthropic's own words counts first. */
export function encodeThinking(
  reasoning: ReasoningRequest = {},
  { model, own }: { readonly model: string; readonly own: JsonObject },
  warnings: ChatWarning[],
): JsonObject {
  if (!isEmpty(own.thinking)) return objectOf(own.thinking);
  if (!isEmpty(objectOf(own.output_config).effort)) return {};
  const { effort, budgetTokens, summary } = reasoning;
  if (effort === 'none') return { type: 'disabled' };
  const display = summary === undefined ? {} : { display: summary === 'none' ? 'omitted' : 'summarized' };
  if (budgetTokens !== undefined) return { type: 'enabled', budget_tokens: least(budgetTokens, warnings), ...display };
  if (thinksAdaptively(model) && (effort !== undefined || summary !== undefined))
    return { type: 'adaptive', ...display };
  if (effort !== undefined) return { type: 'enabled', budget_tokens: BUDGETS[effort], ...display };
  if (summary !== undefined)
    warnings.push({
      setting: 'reasoning.summary',
      message: 'Nothing says how much to think, so there is none to show.',
    });
  return {};
}

function least(budget: number, warnings: ChatWarning[]): number {
  if (budget >= LEAST_BUDGET) return budget;
  warnings.push({
    setting: 'reasoning.budgetTokens',
    message: `Anthropic takes at least ${LEAST_BUDGET}, which was sent for ${budget}.`,
  });
  return LEAST_BUDGET;
}
