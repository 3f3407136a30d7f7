/**
 * Writes how much thinking is wanted: a level from the third generation on, a number of tokens for 2.5, nothing before.
 * https://ai.google.dev/gemini-api/docs/thinking
 */
import type { ReasoningEffort, ReasoningRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import { isPro, versionOf } from '#providers/dialect/gemini/model-family.ts';

export function encodeThinking(
  reasoning: ReasoningRequest | undefined,
  model: string,
  warnings: ChatWarning[],
): JsonObject {
  const { effort, budgetTokens, summary } = reasoning ?? {};
  if (effort === undefined && budgetTokens === undefined && summary === undefined) return {};
  const version = versionOf(model);
  if (version !== undefined && version < 2.5) {
    warnings.push({ setting: 'reasoning', message: `The model ${model} does not think.` });
    return {};
  }
  if (effort !== undefined && budgetTokens !== undefined) {
    const message = 'A level and a number of tokens exclude each other; the number was sent.';
    warnings.push({ setting: 'reasoning.effort', message });
  }
  if (summary === 'concise' || summary === 'detailed') {
    const message = `Thoughts are shown in one length only, for "${summary}" too.`;
    warnings.push({ setting: 'reasoning.summary', message });
  }
  const amount =
    budgetTokens !== undefined ? { thinkingBudget: budgetTokens } : amountOf(effort, version, model, warnings);
  return {
    thinkingConfig: { ...amount, ...(summary !== undefined && { includeThoughts: summary !== 'none' }) },
  };
}

function amountOf(
  effort: ReasoningEffort | undefined,
  version: number | undefined,
  model: string,
  warnings: ChatWarning[],
): JsonObject {
  if (effort === undefined) return {};
  const pro = isPro(model);
  const { sent, exact } = version === 2.5 ? budgetFor(effort, pro) : levelFor(effort, pro && version === 3, pro);
  if (!exact) {
    const message = `This model knows no effort such as "${effort}"; ${sent} was sent.`;
    warnings.push({ setting: 'reasoning.effort', message });
  }
  return version === 2.5 ? { thinkingBudget: sent } : { thinkingLevel: sent };
}

interface Amount {
  readonly sent: string | number;
  readonly exact: boolean;
}

/** The numbers that Google itself takes for OpenAI's words. https://ai.google.dev/gemini-api/docs/openai#thinking */
const BUDGETS = { none: 0, minimal: 1_024, low: 1_024, medium: 8_192, high: 24_576, xhigh: 24_576 } as const;
/** Pro cannot stop thinking; this is its least. */
const LEAST_OF_PRO = 128;

function budgetFor(effort: ReasoningEffort, pro: boolean): Amount {
  if (effort === 'none' && pro) return { sent: LEAST_OF_PRO, exact: false };
  return { sent: BUDGETS[effort], exact: effort !== 'xhigh' };
}

const LEVELS = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
} as const;

/** Pro has no minimal level, and 3 Pro no medium one. */
function levelFor(effort: ReasoningEffort, isFirstPro: boolean, pro: boolean): Amount {
  const level = LEVELS[effort];
  if (level === 'MINIMAL' && pro) return { sent: 'LOW', exact: false };
  if (level === 'MEDIUM' && isFirstPro) return { sent: 'HIGH', exact: false };
  return { sent: level, exact: effort === level.toLowerCase() };
}
