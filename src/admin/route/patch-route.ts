/** What becomes of a route by a change. Which paths may be used at all is for the check of the configuration to say. */
import type { Draft } from '#admin/draft.ts';
import { patchReferences } from '#admin/patch-references.ts';
import { patched } from '#admin/patched.ts';
import { patchResource } from '#admin/resource.ts';
import type { RouteUpdateInput } from '#admin/route/route-input.ts';
import type { RouteConfig } from '#core/config/document.ts';

export function patchRoute(
  draft: Draft,
  known: RouteConfig,
  input: RouteUpdateInput,
  path: readonly string[] = ['input'],
): RouteConfig {
  const route: RouteConfig = {
    ...patchResource(draft, 'route', known, input.resource, [...path, 'resource']),
    path: patched(input.path, known.path, null),
    defaultModelId: patched(input.defaultModelId, known.defaultModelId, null),
    allowedModelIds: patchReferences(draft, input.allowedModelIds, {
      kind: 'model',
      known: known.allowedModelIds,
      path: [...path, 'allowedModelIds'],
    }),
    access: patched(input.access, known.access, 'key'),
    enabled: patched(input.enabled, known.enabled, true),
  };
  checkPath(draft, route, [...path, 'path']);
  checkDefaultModel(draft, route, [...path, 'defaultModelId']);
  return route;
}

function checkPath(draft: Draft, { id, path: wanted }: RouteConfig, path: readonly string[]): void {
  const other = wanted !== null && draft.all('route').find((route) => route.path === wanted && route.id !== id);
  if (other) draft.report('taken', path, `The route "${other.name}" has this path already.`);
}

function checkDefaultModel(
  draft: Draft,
  { defaultModelId, allowedModelIds }: RouteConfig,
  path: readonly string[],
): void {
  if (defaultModelId === null) return;
  draft.check('model', defaultModelId, path);
  if (allowedModelIds.length > 0 && !allowedModelIds.includes(defaultModelId))
    draft.report('invalid', path, 'The default model is not among the models that the route allows.');
}
