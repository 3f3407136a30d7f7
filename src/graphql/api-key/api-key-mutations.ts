/** Making, changing, rotating and revoking keys. A revoked key stays, so that its calls keep its name. */
import { createApiKey } from '#admin/api-key/create-api-key.ts';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { rotateApiKey } from '#admin/api-key/rotate-api-key.ts';
import { updateApiKey } from '#admin/api-key/update-api-key.ts';
import { ApiKey } from '#graphql/api-key/api-key.ts';
import { ApiKeyCreateInput, ApiKeyUpdateInput } from '#graphql/api-key/api-key-input.ts';
import { ApiKeyCreatePayload, ApiKeyRotatePayload } from '#graphql/api-key/api-key-payloads.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';

const API_KEY = { kind: 'api-key', field: 'apiKey', type: ApiKey } as const;
const ApiKeyUpdatePayload = resourcePayload('ApiKeyUpdatePayload', API_KEY);
const ApiKeyRevokePayload = resourcePayload('ApiKeyRevokePayload', API_KEY);
const DAY_MS = 24 * 3_600_000;

builder.mutationFields((t) => ({
  apiKeyCreate: t.field({
    type: ApiKeyCreatePayload,
    description: 'Create a key. Its text is in the result, this once.',
    args: {
      input: t.arg({ type: ApiKeyCreateInput, required: true, description: 'The new key.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { input, options }, context) => createApiKey(input, adminOf(context), writeOptions(options)),
  }),
  apiKeyUpdate: t.field({
    type: ApiKeyUpdatePayload,
    description: 'Change a key; omitted fields stay.',
    args: {
      ...CHANGE_ARGUMENTS,
      input: t.arg({ type: ApiKeyUpdateInput, required: true, description: 'Changes.' }),
    },
    resolve: (_root, { id, expectedRevision, input, options }, context) =>
      updateApiKey({ id, expectedRevision, input }, adminOf(context), writeOptions(options)),
  }),
  apiKeyRotate: t.field({
    type: ApiKeyRotatePayload,
    description: 'Give a key a new text; the one before keeps working for a while.',
    args: {
      id: t.arg.id({ required: true, description: 'Which one.' }),
      overlap: t.arg({ type: 'Duration', defaultValue: DAY_MS, description: 'How long the text before works too.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { id, overlap, options }, context) =>
      rotateApiKey({ id, overlapMs: overlap ?? DAY_MS }, adminOf(context), writeOptions(options)),
  }),
  apiKeyRevoke: t.field({
    type: ApiKeyRevokePayload,
    description: 'Revoke a key for good, at once.',
    args: {
      id: t.arg.id({ required: true, description: 'Which one.' }),
      reason: t.arg.string({ description: 'Why, for the audit log.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { id, reason, options }, context) =>
      revokeApiKey({ id, reason }, adminOf(context), writeOptions(options)),
  }),
}));
