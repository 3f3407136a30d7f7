/** Adding, replacing and removing secrets of providers. */
import { createCredential } from '#admin/credential/create-credential.ts';
import { deleteCredential } from '#admin/credential/delete-credential.ts';
import { rotateCredential } from '#admin/credential/rotate-credential.ts';
import { setCredentialEnabled } from '#admin/credential/set-credential-enabled.ts';
import { builder } from '#graphql/builder.ts';
import { adminOf } from '#graphql/config/admin-context.ts';
import { deletionPayload, resourcePayload } from '#graphql/config/config-payload.ts';
import { CHANGE_ARGUMENTS, NewResourceInput, WRITE_ARGUMENTS, writeOptions } from '#graphql/config/resource-input.ts';
import { SecretInput, secretOf } from '#graphql/config/secret-input.ts';
import { Credential } from '#graphql/credential/credential.ts';

const CREDENTIAL = { kind: 'credential', field: 'credential', type: Credential } as const;
const CredentialAddPayload = resourcePayload('CredentialAddPayload', CREDENTIAL);
const CredentialRotatePayload = resourcePayload('CredentialRotatePayload', CREDENTIAL);
const CredentialSetEnabledPayload = resourcePayload('CredentialSetEnabledPayload', CREDENTIAL);
const CredentialDeletePayload = deletionPayload('CredentialDeletePayload');

builder.mutationFields((t) => ({
  credentialAdd: t.field({
    type: CredentialAddPayload,
    description: 'Add a credential to a provider.',
    args: {
      providerId: t.arg.id({ required: true, description: 'Provider.' }),
      secret: t.arg({ type: SecretInput, required: true, description: 'The secret.' }),
      resource: t.arg({ type: NewResourceInput, required: true, description: 'Names and labels.' }),
      weight: t.arg.int({ defaultValue: 100, description: 'Share of the traffic of its provider.' }),
      ...WRITE_ARGUMENTS,
    },
    resolve: (_root, { secret, options, ...rest }, context) =>
      createCredential({ ...rest, secret: secretOf(secret) }, adminOf(context), writeOptions(options)),
  }),
  credentialRotate: t.field({
    type: CredentialRotatePayload,
    description: 'Replace the secret of a credential; calls that begin after it use the new one.',
    args: {
      ...CHANGE_ARGUMENTS,
      secret: t.arg({ type: SecretInput, required: true, description: 'The new secret.' }),
    },
    resolve: (_root, { id, expectedRevision, secret, options }, context) =>
      rotateCredential({ id, expectedRevision, secret: secretOf(secret) }, adminOf(context), writeOptions(options)),
  }),
  credentialSetEnabled: t.field({
    type: CredentialSetEnabledPayload,
    description: 'Switch a credential on or off.',
    args: {
      ...CHANGE_ARGUMENTS,
      enabled: t.arg.boolean({ required: true, description: 'Whether it takes part.' }),
    },
    resolve: (_root, { id, expectedRevision, enabled, options }, context) =>
      setCredentialEnabled({ id, expectedRevision, enabled }, adminOf(context), writeOptions(options)),
  }),
  credentialDelete: t.field({
    type: CredentialDeletePayload,
    description: 'Delete a credential.',
    args: { ...CHANGE_ARGUMENTS },
    resolve: (_root, { id, expectedRevision, options }, context) =>
      deleteCredential({ id, expectedRevision }, adminOf(context), writeOptions(options)),
  }),
}));
