/** What is switched off in the way of a call. Its caller is told less: to a stranger it looks as if it did not exist. */
import type { NamedCall } from '#admin/explain/called-place.ts';
import type { ApiKeyConfig, ConfigDocument } from '#core/config/document.ts';

export function findObstacles(document: ConfigDocument, call: NamedCall, now: number): readonly string[] {
  const key = document.apiKeys.find(({ id }) => id === call.apiKeyId);
  const consumer = document.consumers.find(({ id }) => id === key?.consumerId);
  const route = document.routes.find(({ name }) => name === call.route);
  const model = document.models.find(({ id, name, aliases }) =>
    call.model === undefined ? id === route?.defaultModelId : name === call.model || aliases.includes(call.model),
  );
  return [
    ...(key ? keyObstacles(key, now) : []),
    ...(consumer && !consumer.enabled ? [`consumer ${consumer.name}: It is switched off.`] : []),
    ...(route && !route.enabled ? [`route ${route.name}: It is switched off.`] : []),
    ...(model && !model.enabled ? [`model ${model.name}: It is switched off.`] : []),
  ];
}

function keyObstacles({ name, revokedAt, paused, expiresAt }: ApiKeyConfig, now: number): string[] {
  return [
    ...(revokedAt !== null ? [`api key ${name}: It is revoked.`] : []),
    ...(paused ? [`api key ${name}: It is paused.`] : []),
    ...(expiresAt !== null && expiresAt <= now ? [`api key ${name}: It has expired.`] : []),
  ];
}
