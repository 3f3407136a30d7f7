/** Finds references to nothing. */
import { DOCUMENT_LISTS, RESOURCE_KINDS, type ResourceKind } from '#core/config/difference.ts';
import type { ConfigDocument } from '#core/config/document.ts';
import { type Report, type Tell, tellOf } from '#snapshot/report.ts';
import { tellOfChain } from '#snapshot/tell-of-chain.ts';

type Need = (tell: Tell, kind: ResourceKind, path: readonly PropertyKey[], id: string) => void;

export function checkReferences(document: ConfigDocument, report: Report): void {
  const idsOf = new Map(
    RESOURCE_KINDS.map((kind) => [kind, new Set(document[DOCUMENT_LISTS[kind]].map(({ id }) => id))]),
  );
  const need: Need = (tell, kind, path, id) => {
    if (!idsOf.get(kind)?.has(id)) tell(path, `There is no ${kind.replace('-', ' ')} with the id "${id}".`);
  };
  checkProviders(document, report, need);
  checkCallers(document, report, need);
  checkChains(document, report, need);
}

function needAll(need: Need, tell: Tell, kind: ResourceKind, field: string, ids: readonly string[]): void {
  for (const [index, id] of ids.entries()) need(tell, kind, [field, index], id);
}

function checkProviders({ credentials, models, routes }: ConfigDocument, report: Report, need: Need): void {
  for (const credential of credentials) {
    need(tellOf(report, 'credential', credential), 'provider', ['providerId'], credential.providerId);
  }
  for (const model of models) {
    const tell = tellOf(report, 'model', model);
    for (const [index, { providerId }] of model.targets.entries()) {
      need(tell, 'provider', ['targets', index, 'providerId'], providerId);
    }
  }
  for (const route of routes) {
    const tell = tellOf(report, 'route', route);
    if (route.defaultModelId !== null) need(tell, 'model', ['defaultModelId'], route.defaultModelId);
    needAll(need, tell, 'model', 'allowedModelIds', route.allowedModelIds);
  }
}

function checkCallers({ consumerGroups, consumers, apiKeys }: ConfigDocument, report: Report, need: Need): void {
  for (const group of consumerGroups) {
    needAll(need, tellOf(report, 'consumer-group', group), 'model', 'allowedModelIds', group.allowedModelIds);
  }
  for (const consumer of consumers) {
    needAll(need, tellOf(report, 'consumer', consumer), 'consumer-group', 'groupIds', consumer.groupIds);
  }
  for (const key of apiKeys) {
    const tell = tellOf(report, 'api-key', key);
    need(tell, 'consumer', ['consumerId'], key.consumerId);
    needAll(need, tell, 'model', 'allowedModelIds', key.allowedModelIds);
    needAll(need, tell, 'route', 'allowedRouteIds', key.allowedRouteIds);
  }
}

function checkChains(document: ConfigDocument, report: Report, need: Need): void {
  for (const chain of document.chains) {
    const { scope, scopeId, entries } = chain;
    const tell = tellOfChain(report, document, chain);
    if (scope !== 'workspace') need(tell, scope, ['scopeId'], scopeId ?? '');
    else if (scopeId !== null) tell(['scopeId'], 'The chain of the workspace names no other place.');
    for (const [index, { pluginId }] of entries.entries()) {
      need(tell, 'plugin', ['entries', index, 'pluginId'], pluginId);
    }
  }
}
