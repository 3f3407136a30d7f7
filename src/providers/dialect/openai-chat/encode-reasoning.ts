/** Writes how much thinking is wanted, in the form that the vendor has for it. */
import type { ChatRequest, ReasoningRequest } from '#core/chat/request.ts';
import type { ChatWarning } from '#core/chat/result.ts';
import type { JsonObject } from '#core/json.ts';
import type { OpenaiChatFlavour } from '#providers/dialect/openai-chat/flavour.ts';
import { isEmpty, objectOf } from '#providers/wire/json-readers.ts';

interface Written {
  readonly body: JsonObject;
  /** What the form could carry of the wish. */
  readonly carried: readonly (keyof ReasoningRequest)[];
}

type Form = OpenaiChatFlavour['reasoningForm'];

export function encodeReasoning(request: ChatRequest, flavour: OpenaiChatFlavour, warnings: ChatWarning[]): JsonObject {
  const { reasoning } = request;
  if (!reasoning) return {};
  const { body, carried } = FORMS[flavour.reasoningForm](reasoning, request.extra);
  for (const wish of Object.keys(reasoning) as (keyof ReasoningRequest)[]) {
    if (reasoning[wish] === undefined || carried.includes(wish)) continue;
    const message = `${flavour.title} cannot be told this of its thinking; it was left out.`;
    warnings.push({ setting: `reasoning.${wish}`, message });
  }
  return body;
}

const FORMS: Readonly<Record<Form, (wish: ReasoningRequest, extra: JsonObject) => Written>> = {
  reasoning_effort: ({ effort }) => ({ body: { ...(effort && { reasoning_effort: effort }) }, carried: ['effort'] }),

  /** OpenRouter takes either a budget or an effort. https://openrouter.ai/docs/use-cases/reasoning-tokens */
  reasoning({ effort, budgetTokens, summary }, extra) {
    const amount = budgetTokens === undefined ? { ...(effort && { effort }) } : { max_tokens: budgetTokens };
    const shown = summary === 'none' ? { exclude: true } : { ...(summary && { summary }) };
    const reasoning = { ...objectOf(extra.reasoning), ...amount, ...shown };
    const carried = [budgetTokens === undefined ? 'effort' : 'budgetTokens', 'summary'] as const;
    return { body: isEmpty(reasoning) ? {} : { reasoning }, carried };
  },

  /** Anthropic's switch, as DeepSeek took it over, with the effort beside it. https://api-docs.deepseek.com/guides/thinking_mode */
  thinking({ effort, budgetTokens }, extra) {
    if (effort === undefined && budgetTokens === undefined) return { body: {}, carried: [] };
    if (effort === 'none') return { body: { thinking: { type: 'disabled' } }, carried: ['effort'] };
    const budget = budgetTokens === undefined ? {} : { budget_tokens: budgetTokens };
    const thinking = { ...objectOf(extra.thinking), type: 'enabled', ...budget };
    return { body: { thinking, ...(effort && { reasoning_effort: effort }) }, carried: ['effort', 'budgetTokens'] };
  },

  /** https://www.alibabacloud.com/help/en/model-studio/deep-thinking */
  enable_thinking({ effort, budgetTokens }) {
    if (effort === undefined && budgetTokens === undefined) return { body: {}, carried: [] };
    if (effort === 'none') return { body: { enable_thinking: false }, carried: ['effort'] };
    const budget = budgetTokens === undefined ? {} : { thinking_budget: budgetTokens };
    return { body: { enable_thinking: true, ...budget }, carried: ['budgetTokens'] };
  },
};
