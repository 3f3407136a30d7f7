/** The placeholders of one call, and what they stand for. It lives as long as the call. */
import type { EntityType } from '#plugins/pii-redactor/config.ts';

/** `[NATIONAL_ID_1000]` and what else may come. */
export const LONGEST_PLACEHOLDER = 24;

export interface Vault {
  /** The same value has the same placeholder. */
  placeholderOf(type: EntityType, value: string): string;
  /** Undefined for what is no placeholder of this call. */
  valueOf(placeholder: string): string | undefined;
  readonly isEmpty: boolean;
}

/** `taken` tells of placeholders that the caller wrote, which stay what they are. */
export function createVault(taken: (placeholder: string) => boolean): Vault {
  const placeholders = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<EntityType, number>();

  const next = (type: EntityType): string => {
    for (;;) {
      const count = (counts.get(type) ?? 0) + 1;
      counts.set(type, count);
      const placeholder = signOf(type, count);
      if (!taken(placeholder)) return placeholder;
    }
  };

  return {
    placeholderOf(type, value) {
      const known = placeholders.get(value);
      if (known !== undefined) return known;
      const placeholder = next(type);
      placeholders.set(value, placeholder);
      values.set(placeholder, value);
      return placeholder;
    },
    valueOf: (placeholder) => values.get(placeholder),
    get isEmpty() {
      return values.size === 0;
    },
  };
}

/** Without a number where nothing will be restored. */
export function signOf(type: EntityType, count?: number): string {
  const name = type.toUpperCase().replaceAll('-', '_');
  return count === undefined ? `[${name}]` : `[${name}_${count}]`;
}
