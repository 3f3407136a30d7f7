/** The door `embed`: texts to vectors. */
import { foldChat } from '#core/chat/fold.ts';
import type { EmbeddingResult } from '#core/embedding.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { encodeFloats } from '#core/float32-base64.ts';
import { builder, CALL_COMPLEXITY, PUBLIC } from '#graphql/builder.ts';
import { GuardrailFindingType } from '#graphql/chat/call-report.ts';
import { ChatWarningType, ServedBy, servedBy } from '#graphql/chat/chat-completion.ts';
import { ERROR_TYPES, errorTypeOf } from '#graphql/chat/chat-error.ts';
import { FailedCall } from '#graphql/chat/failed-call.ts';
import { UsageType, usageNow } from '#graphql/chat/usage.ts';
import { callOf } from '#graphql/context.ts';
import { decodeEmbed } from '#graphql/embed/decode-embed.ts';
import { EmbedInput } from '#graphql/embed/embed-input.ts';
import type { GatewayCall } from '#graphql/gateway-call.ts';

interface EmbeddedCall {
  readonly call: GatewayCall;
  readonly result: EmbeddingResult;
}

type Vector = EmbeddingResult['vectors'][number];

const EmbeddingVector = builder.objectRef<{ index: number; vector: Vector }>('EmbeddingVector').implement({
  description: 'One vector.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Position of the text.' }),
    values: t.floatList({ description: 'Numbers of the vector.', resolve: ({ vector }) => [...vector] }),
    base64: t.string({
      description: 'The same as base64 of little-endian float32; about four times smaller on the wire.',
      resolve: ({ vector }) => encodeFloats(vector),
    }),
  }),
});

const Embeddings = builder.objectRef<EmbeddedCall>('Embeddings').implement({
  description: 'Vectors.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    id: t.id({ description: 'Id of this call; the same id is in the logs.', resolve: ({ call }) => call.callId }),
    model: t.string({
      description: "Model name the caller asked for, or the route's default.",
      resolve: ({ call }) => call.modelName(),
    }),
    servedBy: t.field({
      type: ServedBy,
      nullable: true,
      description: 'Target and upstream model that answered, when the key may see targets.',
      resolve: ({ call }) => servedBy(call),
    }),
    vectors: t.field({
      type: [EmbeddingVector],
      description: 'One vector per text, in order.',
      resolve: ({ result }) => result.vectors.map((vector, index) => ({ index, vector })),
    }),
    usage: t.field({
      type: UsageType,
      description: 'Tokens.',
      resolve: ({ call, result }) => usageNow(result.usage, call.run.report),
    }),
    guardrails: t.field({
      type: [GuardrailFindingType],
      description: 'What guardrails flagged or redacted.',
      resolve: ({ call }) => [...call.run.report.findings],
    }),
    warnings: t.field({
      type: [ChatWarningType],
      description: 'Settings of the request that the provider could not take.',
      resolve: ({ result }) => [...result.warnings],
    }),
  }),
});

const EmbedResult = builder.unionType('EmbedResult', {
  description: 'Outcome of an embedding call.',
  subGraphs: PUBLIC,
  types: [Embeddings, ...ERROR_TYPES],
  resolveType: (outcome) => (outcome instanceof FailedCall ? errorTypeOf(outcome) : 'Embeddings'),
});

builder.mutationField('embed', (t) =>
  t.field({
    type: EmbedResult,
    description:
      'Turn texts into vectors. Runs those plugins of the chain that work on texts, once per field: aliased fields are separate calls, one after another, at most 10 of them.',
    subGraphs: PUBLIC,
    skipTypeScopes: true,
    complexity: CALL_COMPLEXITY,
    args: { input: t.arg({ type: EmbedInput, required: true, description: 'The texts.' }) },
    gateway: { door: 'graphql-embed', decode: decodeEmbed },
    async resolve(_root, _args, context): Promise<EmbeddedCall> {
      const call = callOf(context);
      return { call, result: await resultOf(call) };
    },
  }),
);

async function resultOf({ run }: GatewayCall): Promise<EmbeddingResult> {
  if ('answer' in run) return run.answer();
  // A call that was refused at the door: its refusal is all there is to read.
  await foldChat(run.events);
  throw new GatewayError('INTERNAL', { internal: 'A call without texts came to the field that embeds.' });
}
