/** What tokens cost, exactly: summed in 10^-12 dollars, and rounded once, up, to the 10^-9 dollars that records keep. */
import type { Usage } from '#core/chat/usage.ts';
import { type ModelPrice, periodAt, ratesFor, type TokenRates } from '#core/cost/price.ts';

/** 10^-12 dollars. */
export interface CostParts {
  readonly input: bigint;
  readonly cachedInput: bigint;
  readonly cacheWrite: bigint;
  readonly output: bigint;
  readonly reasoning: bigint;
  readonly call: bigint;
}

const PICO_OF_NANO = 1_000n;
const PICO_OF_MICRO = 1_000_000n;

/**
 * 10^-9 dollars for one attempt at that time (milliseconds since 1970); undefined where the price or the tokens are not
 * known. It is an estimate where the tokens are.
 */
export function costOf(usage: Usage, price: ModelPrice | undefined, time: number): number | undefined {
  const { inputTokens } = usage;
  if (price === undefined || inputTokens === undefined) return undefined;
  const parts = costParts(usage, ratesFor(periodAt(price, time), inputTokens));
  if (parts === undefined) return undefined;
  return safe((sumOf(parts) + PICO_OF_NANO - 1n) / PICO_OF_NANO);
}

/** Undefined where tokens are not known that have a price, or that should have one. */
export function costParts(usage: Usage, rates: TokenRates): CostParts | undefined {
  const { inputTokens, cachedInputTokens = 0, cacheWriteTokens = 0, reasoningTokens = 0 } = usage;
  const outputTokens = usage.outputTokens ?? (rates.output === undefined ? 0 : undefined);
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  if (rates.output === undefined && outputTokens > 0) return undefined;
  const counts = [inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return undefined;
  const { input, output = 0, cachedInput = input, cacheWrite = input, reasoning = output, perCall = 0 } = rates;
  // A provider that counts the parts higher than the whole means the parts.
  const plainInput = Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens);
  const plainOutput = Math.max(0, outputTokens - reasoningTokens);
  return {
    input: times(plainInput, input),
    cachedInput: times(cachedInputTokens, cachedInput),
    cacheWrite: times(cacheWriteTokens, cacheWrite),
    output: times(plainOutput, output),
    reasoning: times(reasoningTokens, reasoning),
    call: BigInt(perCall) * PICO_OF_MICRO,
  };
}

export function sumOf({ input, cachedInput, cacheWrite, output, reasoning, call }: CostParts): bigint {
  return input + cachedInput + cacheWrite + output + reasoning + call;
}

interface Billed {
  readonly usage?: Usage;
  readonly cost?: number;
}

/** 10^-9 dollars of all attempts that used tokens; 0 where none did, undefined where one of them has no known cost. */
export function totalCost(attempts: readonly Billed[]): number | undefined {
  let total = 0n;
  for (const { usage, cost } of attempts) {
    if (usage === undefined) continue;
    if (cost === undefined) return undefined;
    total += BigInt(cost);
  }
  return safe(total);
}

/** Millionths of a dollar, rounded up, as the API shows money. */
export function microUsd(nanoUsd: number): number {
  return Math.ceil(nanoUsd / 1_000);
}

function times(tokens: number, rate: number): bigint {
  return BigInt(tokens) * BigInt(rate);
}

/** An amount that a number cannot hold exactly is not known. */
function safe(amount: bigint): number | undefined {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : undefined;
}
