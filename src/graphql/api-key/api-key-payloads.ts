/** What a mutation that makes a key text answers: the one place where such a text leaves the house. */
import type { KeyWithText } from '#admin/api-key/api-key-input.ts';
import type { ChangeOutcome } from '#admin/change-config.ts';
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { builder } from '#graphql/builder.ts';
import { ConfigPayload, resourceIn } from '#graphql/config/config-payload.ts';

export const ApiKeyCreatePayload = payloadWithText('ApiKeyCreatePayload', 'The key itself');
export const ApiKeyRotatePayload = payloadWithText('ApiKeyRotatePayload', 'The key itself with its new text');

function payloadWithText(name: string, what: string) {
  return builder.objectRef<ChangeOutcome<KeyWithText>>(name).implement({
    description: `Result of a${name.slice(1).replace(/Payload$/, '')}.`,
    interfaces: [ConfigPayload],
    fields: (t) => ({
      apiKey: t.field({
        type: ApiKey,
        nullable: true,
        description: 'The resource after the change, or as it would be.',
        resolve: (outcome) =>
          outcome.type === 'changed' ? resourceIn(outcome.config, 'api-key', outcome.result.apiKey.id) : null,
      }),
      plaintext: t.string({
        nullable: true,
        description: `${what}. This is the only time it is shown; null on a dry run, which makes none.`,
        resolve: (outcome) => (outcome.type === 'changed' ? outcome.result.plaintext : null),
      }),
    }),
  });
}
