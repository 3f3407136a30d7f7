/** Input types of how much a model is to think, and how much of that is to be seen. */
import type { ReasoningEffort as Effort, ReasoningRequest } from '#core/chat/request.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

const ReasoningEffort = enumOf<Effort>('ReasoningEffort', {
  description: 'Amount of reasoning. What a model cannot do comes back as a warning.',
  subGraphs: PUBLIC,
  members: {
    none: 'None.',
    minimal: 'As little as can be.',
    low: 'Little.',
    medium: 'Some.',
    high: 'Much.',
    xhigh: 'As much as can be.',
  },
});

const ReasoningSummary = enumOf<NonNullable<ReasoningRequest['summary']>>('ReasoningSummary', {
  description: 'Whether reasoning is wanted in the answer.',
  subGraphs: PUBLIC,
  members: {
    none: 'Not at all.',
    auto: 'In the form that the model has.',
    concise: 'As a short summary.',
    detailed: 'In full, or as a long summary.',
  },
});

export const ReasoningInput = builder.inputType('ReasoningInput', {
  description: "How much the model is to think. What is omitted is left to the provider's own default.",
  subGraphs: PUBLIC,
  fields: (t) => ({
    effort: t.field({ type: ReasoningEffort, description: 'How much reasoning to ask for.' }),
    budgetTokens: t.int({ description: 'Upper bound of the tokens spent on it.' }),
    summary: t.field({ type: ReasoningSummary, description: 'Whether it is wanted in the answer.' }),
  }),
});
