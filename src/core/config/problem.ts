/** What is wrong with a configuration, or worth knowing of it, at the place where it stands. */
import type { ResourceKind } from '#core/config/difference.ts';

export interface ConfigProblem {
  readonly kind: ResourceKind;
  readonly id: string;
  readonly name: string;
  /** Inside the resource, such as `['settings', 'organization']`; empty where it is about the whole. */
  readonly path: readonly string[];
  readonly message: string;
  /** An error keeps the configuration from running, a warning does not. */
  readonly severity: 'error' | 'warning';
}
