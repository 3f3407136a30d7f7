/** What a mutation may say of an API key, and what it gives back where a secret was made. */
import type { NewResource, ResourcePatch } from '#admin/resource.ts';
import type { KeyPermission } from '#core/caller.ts';
import type { ApiKeyConfig } from '#core/config/document.ts';

export interface ApiKeyCreateInput extends ApiKeyFields {
  readonly resource: NewResource;
  readonly consumerId: string;
}

/** What is absent stays; null takes the default again. */
export interface ApiKeyUpdateInput extends ApiKeyFields {
  readonly resource?: ResourcePatch | null | undefined;
  readonly paused?: boolean | null | undefined;
}

interface ApiKeyFields {
  /** Empty means all. */
  readonly allowedModelIds?: readonly string[] | null | undefined;
  readonly allowedRouteIds?: readonly string[] | null | undefined;
  readonly permissions?: readonly KeyPermission[] | null | undefined;
  /** Milliseconds since 1970; null means never. */
  readonly expiresAt?: number | null | undefined;
}

export interface RotateApiKey {
  readonly id: string;
  /** How long the secret before still works. */
  readonly overlapMs: number;
}

export interface RevokeApiKey {
  readonly id: string;
  /** For the audit log. */
  readonly reason?: string | null | undefined;
}

export interface KeyWithText {
  readonly apiKey: ApiKeyConfig;
  /** The text of the key, this once; null on a dry run, which makes none. */
  readonly plaintext: string | null;
}
