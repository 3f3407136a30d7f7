/** The input of a comparison, and the lanes that it stands for. */
import { invalidRequest } from '#core/error/gateway-error.ts';
import { builder, CALL_COMPLEXITY, PUBLIC } from '#graphql/builder.ts';
import { ChatInput } from '#graphql/chat/chat-input.ts';
import { decodeChatInput } from '#graphql/chat/decode-chat.ts';
import type { Lane } from '#graphql/gateway-call.ts';

const FEWEST_LANES = 2;
const MOST_LANES = 8;

export const CompareInput = builder.inputType('CompareInput', {
  description: 'The same conversation for several models.',
  subGraphs: PUBLIC,
  fields: (t) => ({
    models: t.stringList({
      required: true,
      description: `${FEWEST_LANES} to ${MOST_LANES} model names; one that is there twice is asked twice.`,
    }),
    chat: t.field({ type: ChatInput, required: true, description: 'The request; its own model counts for nothing.' }),
  }),
});

type CompareInputShape = typeof CompareInput.$inferInput;
type Arguments = Readonly<Record<string, unknown>>;

/** @throws GatewayError INVALID_REQUEST where there are too few models or too many. */
export function lanesOf(args: Arguments): readonly Lane[] {
  // The argument is declared with the type CompareInput, so GraphQL hands over nothing else.
  const { models, chat } = args.input as CompareInputShape;
  if (models.length < FEWEST_LANES || models.length > MOST_LANES) {
    const message = `Needs ${FEWEST_LANES} to ${MOST_LANES} models.`;
    throw invalidRequest([{ path: ['models'], message, code: 'out_of_range' }]);
  }
  return models.map((model) => ({ model, decode: () => ({ ...decodeChatInput(chat, ['chat']), model }) }));
}

/** Each lane costs what a call costs. Judged before variables are, for subscriptions, so that anything may stand in them. */
export function comparisonComplexity({ input }: { readonly input?: { readonly models?: unknown } | null }): number {
  const models = input?.models;
  return CALL_COMPLEXITY * (Array.isArray(models) ? models.length : 1);
}
