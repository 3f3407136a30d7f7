/** The form of `models.json`, which `npm run catalogue` writes. */
import type { ModelCapability } from '#core/cost/model-facts.ts';
import type { PricePeriod } from '#core/cost/price.ts';

export interface CatalogueFile {
  readonly sources: readonly CatalogueSource[];
  /** By an id of the catalogue's own; `offersOf` knows which adapter buys where. */
  readonly sellers: Readonly<Record<string, Seller>>;
}

/** A published package, at the version that was read. */
export interface CatalogueSource {
  readonly package: string;
  readonly version: string;
  /** When that version was published. */
  readonly date: string;
  readonly license: string;
  readonly url: string;
}

export interface Seller {
  /** The vendor's own pages that its prices were read from. */
  readonly pages: readonly string[];
  /** Others whose prices it takes for what is not among its own. */
  readonly fallbacks: readonly string[];
  /** The first that fits a name is the one. */
  readonly models: readonly CatalogueModel[];
}

export interface CatalogueModel {
  readonly id: string;
  /** Absent where only the id itself fits. */
  readonly match?: NameRule;
  readonly context?: number;
  readonly output?: number;
  readonly can?: readonly ModelCapability[];
  /** Absent where the price is not known. */
  readonly periods?: readonly [PricePeriod, ...PricePeriod[]];
  /** Packages that this was read from. */
  readonly from: readonly string[];
}

export type NameRule =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly regex: string }
  | { readonly or: readonly NameRule[] }
  | { readonly and: readonly NameRule[] };
