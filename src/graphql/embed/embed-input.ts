/** Input types of an embedding request. */
import type { EmbeddingPurpose } from '#core/embedding.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';
import { enumOf } from '#graphql/enum.ts';

const EmbeddingPurposeEnum = enumOf<EmbeddingPurpose>('EmbeddingPurpose', {
  description: 'What vectors are for. Where a model makes no difference between them, that comes back as a warning.',
  subGraphs: PUBLIC,
  members: {
    query: 'To find documents by.',
    document: 'To be found by queries.',
    classification: 'To be sorted into classes.',
    clustering: 'To be put into groups.',
    similarity: 'To be compared with each other.',
  },
});

export const EmbedInput = builder.inputType('EmbedInput', {
  description: 'Texts to embed.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    model: t.string({ description: "Model name as this gateway exposes it. Omit to use the route's default." }),
    route: t.string({
      description: 'Name of the route to run through. A caller without a key needs one that is open to everybody.',
    }),
    texts: t.stringList({ required: true, description: 'One to 2048 texts.' }),
    dimensions: t.int({ description: 'Length of the vectors, where supported.' }),
    purpose: t.field({ type: EmbeddingPurposeEnum, description: 'What the vectors are for.' }),
    endUser: t.string({ description: 'End user of your application.' }),
    timeout: t.field({ type: 'Duration', description: 'Deadline of the whole call, attempts included.' }),
    strict: t.boolean({
      defaultValue: false,
      description: 'Refuse the call where a target cannot take one of its settings, rather than warn.',
    }),
    extra: t.field({
      type: 'JSON',
      description: 'Parameters of the provider that this API has no word for, an object.',
    }),
  }),
});

export type EmbedInputShape = typeof EmbedInput.$inferInput;
