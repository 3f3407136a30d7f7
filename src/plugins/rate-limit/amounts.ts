/** How much a call may use of what a limit counts, before it is made, and how much it did use, after it. */
import type { RateLimitUnit } from '#core/call-report.ts';
import { estimatePrompt } from '#core/chat/estimate-prompt.ts';
import type { ChatRequest } from '#core/chat/request.ts';
import { totalTokens, type Usage } from '#core/chat/usage.ts';
import { costOf, totalCost } from '#core/cost/cost-of.ts';
import type { ModelFacts } from '#core/cost/model-facts.ts';
import type { ModelPrice } from '#core/cost/price.ts';
import type { Outcome, PluginContext } from '#core/plugin.ts';
import type { RateLimitConfig } from '#plugins/rate-limit/config.ts';

/** What is known of a call before it is made. */
export interface Need {
  readonly promptTokens: number;
  /** As far as the caller bounds it. */
  readonly answerTokens: number;
  /** The same, with what is assumed where it does not. */
  readonly assumedTokens: number;
  /** False where an answer has no tokens, as that of an embedding. */
  readonly speaks: boolean;
  /** Of each target that counts. */
  readonly prices: readonly (ModelPrice | undefined)[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

type Assumptions = Pick<RateLimitConfig, 'assumedAnswerTokens' | 'unpriced'>;

export function needOf(request: ChatRequest, context: PluginContext, assumptions: Assumptions): Need {
  const { operation, startedAt } = context;
  const { facts } = context.model;
  const { choiceCount, sampling } = request;
  const { maxOutputTokens: bound } = sampling;
  const speaks = operation === 'chat';
  const assumed = Math.min(assumptions.assumedAnswerTokens, longestAnswer(facts));
  const prices = facts.map(({ price }) => price);
  return {
    promptTokens: estimatePrompt(request),
    answerTokens: speaks ? (bound ?? 0) * choiceCount : 0,
    assumedTokens: speaks ? (bound ?? assumed) * choiceCount : 0,
    speaks,
    prices: assumptions.unpriced === 'ignore' ? prices.filter((price) => price !== undefined) : prices,
    at: startedAt,
  };
}

/** With so many tokens in the answer. Undefined for a cost that is not known. What is not free is never 0, so that it always counts. */
export function amountOf(unit: RateLimitUnit, need: Need, answerTokens: number): number | undefined {
  const { promptTokens, speaks, prices, at } = need;
  switch (unit) {
    case 'requests':
      return 1;
    case 'tokens':
      return Math.max(1, promptTokens + answerTokens);
    case 'input-tokens':
      return Math.max(1, promptTokens);
    case 'output-tokens':
      return speaks ? Math.max(1, answerTokens) : 0;
    case 'cost': {
      const usage = { inputTokens: Math.max(1, promptTokens), outputTokens: answerTokens, estimated: true };
      const costs = prices.map((price) => costOf(usage, price, at));
      return costs.includes(undefined) ? undefined : Math.max(0, ...costs.filter((cost) => cost !== undefined));
    }
    default:
      return unit satisfies never;
  }
}

/** Of all attempts, and of an answer that counts as if there had been one; undefined where a cost is not known. */
export function usedOf(
  unit: RateLimitUnit,
  { attempts, charge }: Outcome,
  unpriced: RateLimitConfig['unpriced'],
): number | undefined {
  const billed = charge ? [...attempts, charge] : attempts;
  const sum = (read: (usage: Usage) => number) =>
    billed.reduce((total, { usage }) => total + (usage ? read(usage) : 0), 0);
  switch (unit) {
    case 'requests':
      return 1;
    case 'tokens':
      return sum(totalTokens);
    case 'input-tokens':
      return sum(({ inputTokens = 0 }) => inputTokens);
    case 'output-tokens':
      return sum(({ outputTokens = 0 }) => outputTokens);
    case 'cost':
      return totalCost(unpriced === 'ignore' ? billed.filter(({ cost }) => cost !== undefined) : billed);
    default:
      return unit satisfies never;
  }
}

/** Where it is known of every target. */
function longestAnswer(facts: readonly ModelFacts[]): number {
  return Math.max(...facts.map(({ maxOutputTokens = Number.POSITIVE_INFINITY }) => maxOutputTokens));
}
