/** Tokens of one call, as a type. */
import type { CacheOutcome, CallReport } from '#core/call-report.ts';
import type { Usage } from '#core/chat/usage.ts';
import { microUsd, totalCost } from '#core/cost/cost-of.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

const UsageSource = enumOf('UsageSource', {
  description: 'Where token counts come from.',
  subGraphs: PUBLIC,
  members: {
    reported: 'Reported by the provider.',
    estimated: 'Estimated by the gateway.',
    cached: "Served from the gateway's cache: no tokens were bought.",
  },
});

export interface SeenUsage {
  readonly usage: Usage;
  /** What the cache did for the same call. */
  readonly cache: CacheOutcome;
  /** 10^-9 dollars. */
  readonly cost: number | undefined;
}

/** Of a call that has just been answered: its tokens, and what all of its attempts cost. */
export function usageNow(usage: Usage, { cache, attempts }: CallReport): SeenUsage {
  return { usage, cache, cost: totalCost(attempts) };
}

export const UsageType = builder.objectRef<SeenUsage>('Usage').implement({
  description:
    'Tokens of one answer and their cost. A number that the provider did not say is null, which is not the same as zero.',
  subGraphs: PUBLIC,
  fields: (t) => {
    const tokens = (description: string, read: (usage: Usage) => number | undefined) =>
      t.field({ type: 'SafeInt', nullable: true, description, resolve: ({ usage }) => read(usage) ?? null });
    return {
      inputTokens: tokens('Prompt tokens, including cached ones.', (usage) => usage.inputTokens),
      cachedInputTokens: tokens("Prompt tokens read from the provider's cache.", (usage) => usage.cachedInputTokens),
      cacheWriteTokens: tokens("Prompt tokens written to the provider's cache.", (usage) => usage.cacheWriteTokens),
      outputTokens: tokens('Generated tokens, including reasoning.', (usage) => usage.outputTokens),
      reasoningTokens: tokens('Generated tokens that are hidden reasoning.', (usage) => usage.reasoningTokens),
      totalTokens: tokens('Sum of input and output.', ({ inputTokens, outputTokens }) =>
        inputTokens === undefined || outputTokens === undefined ? undefined : inputTokens + outputTokens,
      ),
      cost: t.field({
        type: 'MicroUSD',
        nullable: true,
        description:
          'What it cost, attempts that failed included: an estimate where the tokens are one, 0 where nothing was bought, null where the price or the tokens are not known.',
        resolve: ({ cost }) => (cost === undefined ? null : microUsd(cost)),
      }),
      source: t.field({
        type: UsageSource,
        description: 'Whether the provider reported the tokens or the gateway estimated them.',
        resolve({ cache, usage }) {
          if (cache === 'hit') return 'cached';
          return usage.estimated ? 'estimated' : 'reported';
        },
      }),
    };
  },
});
