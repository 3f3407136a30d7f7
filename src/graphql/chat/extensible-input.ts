/** Input types for what may stand beside nearly everything: a hint for the provider's cache, and what one vendor alone has. */
import type { CacheHint } from '#core/chat/request.ts';
import { builder, PUBLIC } from '#graphql/builder.ts';

const CacheLifetime = builder.enumType('CacheLifetime', {
  description: 'How long a provider is asked to keep a prompt in its cache.',
  subGraphs: PUBLIC,
  values: {
    FIVE_MINUTES: { value: '5m', description: 'Five minutes.' },
    ONE_HOUR: { value: '1h', description: 'One hour.' },
  } as const satisfies Record<string, { value: NonNullable<CacheHint['ttl']>; description: string }>,
});

const CacheHintInput = builder.inputType('CacheHintInput', {
  description:
    "The prompt up to and with this place is worth keeping in the provider's cache. `{}` is a hint too; providers without such hints leave it out.",
  subGraphs: PUBLIC,
  fields: (t) => ({
    lifetime: t.field({ type: CacheLifetime, description: "How long; the provider's own default when omitted." }),
  }),
});

type InputFields = PothosSchemaTypes.InputFieldBuilder<(typeof builder)['$inferSchemaTypes'], 'InputObject'>;

/** The fields of every input that is `Extensible`. */
export function besidesFields(t: InputFields) {
  return {
    cacheHint: t.field({
      type: CacheHintInput,
      description: 'Keep the prompt up to here in the cache of the provider.',
    }),
    extra: t.field({
      type: 'JSON',
      description: 'Fields of the OpenAI wire that this API has no word for, an object; other providers warn.',
    }),
  };
}

export const VendorBlockInput = builder.inputType('VendorBlockInput', {
  description: 'What one vendor alone understands, word for word as its wire has it.',
  subGraphs: PUBLIC,
  fields: (t) => vendorFields(t),
});

export function vendorFields(t: InputFields) {
  return {
    vendor: t.string({
      required: true,
      description: 'The wire it is written for, such as anthropic, gemini, openai-chat or openai-responses.',
    }),
    value: t.field({ type: 'JSON', required: true, description: 'The block, an object.' }),
  };
}
