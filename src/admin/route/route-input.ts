/** What a mutation may say of a route. */
import type { NewResource, ResourcePatch } from '#admin/resource.ts';
import type { RouteAccess } from '#core/config/document.ts';

export interface RouteCreateInput extends RouteFields {
  readonly resource: NewResource;
}

/** What is absent stays; null takes the default again. */
export interface RouteUpdateInput extends RouteFields {
  readonly resource?: ResourcePatch | null | undefined;
}

interface RouteFields {
  /** Such as `/test`; null means that GraphQL alone reaches the route. */
  readonly path?: string | null | undefined;
  readonly defaultModelId?: string | null | undefined;
  /** Empty means all that the key allows. */
  readonly allowedModelIds?: readonly string[] | null | undefined;
  readonly access?: RouteAccess | null | undefined;
  readonly enabled?: boolean | null | undefined;
}
