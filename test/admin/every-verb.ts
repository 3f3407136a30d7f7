/** Every verb that changes the configuration, ready to be run on a furnished house. */
import type { AdminContext } from '#admin/admin-deps.ts';
import { createApiKey } from '#admin/api-key/create-api-key.ts';
import { revokeApiKey } from '#admin/api-key/revoke-api-key.ts';
import { rotateApiKey } from '#admin/api-key/rotate-api-key.ts';
import { updateApiKey } from '#admin/api-key/update-api-key.ts';
import { setChain } from '#admin/chain/set-chain.ts';
import type { ChangeOutcome, WriteOptions } from '#admin/change-config.ts';
import { rollbackConfig } from '#admin/config/rollback-config.ts';
import { createConsumer } from '#admin/consumer/create-consumer.ts';
import { deleteConsumer } from '#admin/consumer/delete-consumer.ts';
import { updateConsumer } from '#admin/consumer/update-consumer.ts';
import { createConsumerGroup } from '#admin/consumer-group/create-consumer-group.ts';
import { deleteConsumerGroup } from '#admin/consumer-group/delete-consumer-group.ts';
import { updateConsumerGroup } from '#admin/consumer-group/update-consumer-group.ts';
import { createCredential } from '#admin/credential/create-credential.ts';
import { deleteCredential } from '#admin/credential/delete-credential.ts';
import { rotateCredential } from '#admin/credential/rotate-credential.ts';
import { setCredentialEnabled } from '#admin/credential/set-credential-enabled.ts';
import { createModel } from '#admin/model/create-model.ts';
import { deleteModel } from '#admin/model/delete-model.ts';
import { updateModel } from '#admin/model/update-model.ts';
import { createPlugin } from '#admin/plugin/create-plugin.ts';
import { deletePlugin } from '#admin/plugin/delete-plugin.ts';
import { updatePlugin } from '#admin/plugin/update-plugin.ts';
import { createProvider } from '#admin/provider/create-provider.ts';
import { deleteProvider } from '#admin/provider/delete-provider.ts';
import { updateProvider } from '#admin/provider/update-provider.ts';
import { quickStart } from '#admin/quick-start/quick-start.ts';
import { createRoute } from '#admin/route/create-route.ts';
import { deleteRoute } from '#admin/route/delete-route.ts';
import { updateRoute } from '#admin/route/update-route.ts';
import { type Furnished, RATE_LIMIT, SECRET } from '#test/admin/furnish.ts';

type Outcome = Promise<ChangeOutcome<unknown>>;

export interface Verb {
  readonly action: string;
  /** What it is about, where it expects a revision of that. */
  readonly seen?: keyof Furnished;
  /** Takes everything away that still uses it. */
  readonly clear?: (
    ids: Furnished,
    context: AdminContext,
    revision: (id: string) => Promise<number>,
  ) => Promise<unknown>;
  run(ids: Furnished, expectedRevision: number, context: AdminContext, options: WriteOptions): Outcome;
}

const RESOURCE = { displayName: 'Another' };
const PATCH = { resource: { displayName: 'Changed' } };
const NOW = { dryRun: false, comment: null };

const clearRoute: Verb['clear'] = async (ids, context, revision) =>
  deleteRoute({ id: ids.routeId, expectedRevision: await revision(ids.routeId) }, context, NOW);
const clearModel: Verb['clear'] = async (ids, context, revision) => {
  await clearRoute(ids, context, revision);
  await deleteModel({ id: ids.modelId, expectedRevision: await revision(ids.modelId) }, context, NOW);
};
const clearConsumer: Verb['clear'] = async (ids, context, revision) => {
  await revokeApiKey({ id: ids.keyId }, context, NOW);
  await deleteConsumer({ id: ids.consumerId, expectedRevision: await revision(ids.consumerId) }, context, NOW);
};

export const EVERY_VERB: readonly Verb[] = [
  {
    action: 'provider.create',
    run: (_ids, _revision, context, options) =>
      createProvider(
        { resource: RESOURCE, kind: 'openai', secret: SECRET.toUpperCase(), timeouts: { idleMs: 5_000 } },
        context,
        options,
      ),
  },
  {
    action: 'provider.update',
    seen: 'providerId',
    run: ({ providerId: id }, expectedRevision, context, options) =>
      updateProvider({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'provider.delete',
    seen: 'providerId',
    clear: clearModel,
    run: ({ providerId: id }, expectedRevision, context, options) =>
      deleteProvider({ id, expectedRevision }, context, options),
  },
  {
    action: 'credential.create',
    run: ({ providerId }, _revision, context, options) =>
      createCredential({ providerId, secret: `${SECRET}2`, resource: RESOURCE }, context, options),
  },
  {
    action: 'credential.rotate',
    seen: 'credentialId',
    run: ({ credentialId: id }, expectedRevision, context, options) =>
      rotateCredential({ id, expectedRevision, secret: `${SECRET}3` }, context, options),
  },
  {
    action: 'credential.set-enabled',
    seen: 'credentialId',
    run: ({ credentialId: id }, expectedRevision, context, options) =>
      setCredentialEnabled({ id, expectedRevision, enabled: false }, context, options),
  },
  {
    action: 'credential.delete',
    seen: 'credentialId',
    run: ({ credentialId: id }, expectedRevision, context, options) =>
      deleteCredential({ id, expectedRevision }, context, options),
  },
  {
    action: 'model.create',
    run: ({ providerId }, _revision, context, options) =>
      createModel({ resource: RESOURCE, targets: [{ providerId, upstreamModel: 'big' }] }, context, options),
  },
  {
    action: 'model.update',
    seen: 'modelId',
    run: ({ modelId: id }, expectedRevision, context, options) =>
      updateModel({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'model.delete',
    seen: 'modelId',
    clear: clearRoute,
    run: ({ modelId: id }, expectedRevision, context, options) =>
      deleteModel({ id, expectedRevision }, context, options),
  },
  {
    action: 'route.create',
    run: (_ids, _revision, context, options) => createRoute({ resource: RESOURCE }, context, options),
  },
  {
    action: 'route.update',
    seen: 'routeId',
    run: ({ routeId: id }, expectedRevision, context, options) =>
      updateRoute({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'route.delete',
    seen: 'routeId',
    run: ({ routeId: id }, expectedRevision, context, options) =>
      deleteRoute({ id, expectedRevision }, context, options),
  },
  {
    action: 'consumer-group.create',
    run: (_ids, _revision, context, options) => createConsumerGroup({ resource: RESOURCE }, context, options),
  },
  {
    action: 'consumer-group.update',
    seen: 'groupId',
    run: ({ groupId: id }, expectedRevision, context, options) =>
      updateConsumerGroup({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'consumer-group.delete',
    seen: 'groupId',
    clear: clearConsumer,
    run: ({ groupId: id }, expectedRevision, context, options) =>
      deleteConsumerGroup({ id, expectedRevision }, context, options),
  },
  {
    action: 'consumer.create',
    run: (_ids, _revision, context, options) => createConsumer({ resource: RESOURCE }, context, options),
  },
  {
    action: 'consumer.update',
    seen: 'consumerId',
    run: ({ consumerId: id }, expectedRevision, context, options) =>
      updateConsumer({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'consumer.delete',
    seen: 'consumerId',
    clear: ({ keyId }, context) => revokeApiKey({ id: keyId }, context, NOW),
    run: ({ consumerId: id }, expectedRevision, context, options) =>
      deleteConsumer({ id, expectedRevision }, context, options),
  },
  {
    action: 'api-key.create',
    run: ({ consumerId }, _revision, context, options) =>
      createApiKey({ resource: RESOURCE, consumerId }, context, options),
  },
  {
    action: 'api-key.update',
    seen: 'keyId',
    run: ({ keyId: id }, expectedRevision, context, options) =>
      updateApiKey({ id, expectedRevision, input: PATCH }, context, options),
  },
  {
    action: 'api-key.rotate',
    run: ({ keyId: id }, _revision, context, options) => rotateApiKey({ id, overlapMs: 1_000 }, context, options),
  },
  {
    action: 'api-key.revoke',
    run: ({ keyId: id }, _revision, context, options) => revokeApiKey({ id }, context, options),
  },
  {
    action: 'plugin.create',
    run: ({ modelId: scopeId }, _revision, context, options) =>
      createPlugin(
        { resource: RESOURCE, type: 'rate-limit', config: RATE_LIMIT, attachTo: [{ scope: 'model', scopeId }] },
        context,
        options,
      ),
  },
  {
    action: 'plugin.update',
    seen: 'pluginId',
    run: ({ pluginId: id }, expectedRevision, context, options) =>
      updatePlugin({ id, expectedRevision, input: { config: { limits: [{ limit: 20 }] } } }, context, options),
  },
  {
    action: 'plugin.delete',
    seen: 'pluginId',
    clear: clearRoute,
    run: ({ pluginId: id }, expectedRevision, context, options) =>
      deletePlugin({ id, expectedRevision }, context, options),
  },
  {
    action: 'chain.set',
    seen: 'chainId',
    run: ({ routeId: scopeId, pluginId }, expectedRevision, context, options) =>
      setChain(
        { scope: { scope: 'route', scopeId }, expectedRevision, entries: [{ pluginId, enabled: false }] },
        context,
        options,
      ),
  },
  {
    action: 'config.rollback',
    run: (_ids, _revision, context, options) => rollbackConfig({ toRevision: 3 }, context, options),
  },
  {
    action: 'quick-start',
    run: ({ providerId }, _revision, context, options) =>
      quickStart(
        { provider: { providerId }, model: { upstreamModel: 'big' }, route: { path: '/quick' } },
        context,
        options,
      ),
  },
];
