/** Tokens of one call, as a type. */
import type { CacheOutcome } from '#core/call-report.ts';
import type { Usage } from '#core/chat/usage.ts';
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
}

export const UsageType = builder.objectRef<SeenUsage>('Usage').implement({
  description: 'Tokens of one answer. A number that the provider did not say is null, which is not the same as zero.',
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
