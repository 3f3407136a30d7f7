/** What models can do, as an enum. */
import type { ModelCapability } from '#core/cost/model-facts.ts';
import { PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

export const ModelCapabilityEnum = enumOf<ModelCapability>('ModelCapability', {
  description: 'What a model can do besides text.',
  subGraphs: PUBLIC,
  members: {
    tools: 'Call functions.',
    vision: 'See images in prompts.',
    audio: 'Hear audio in prompts.',
    files: 'Read files such as PDF in prompts.',
    reasoning: 'Reason before it answers.',
  },
});
