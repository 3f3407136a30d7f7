/** What a test of a connection found, step by step. */
import type { UpstreamModel } from '#admin/upstream-model/upstream-model.ts';

export const CONNECTION_STEPS = ['policy', 'dns', 'connect', 'tls', 'authenticate', 'list-models', 'complete'] as const;
export type ConnectionStepKind = (typeof CONNECTION_STEPS)[number];

export interface ConnectionStep {
  readonly kind: ConnectionStepKind;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  /** For the administrator. */
  readonly message: string;
}

export interface ConnectionCheck {
  /** No step failed. */
  readonly ok: boolean;
  /** Every step, in order. */
  readonly steps: readonly ConnectionStep[];
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  readonly models: readonly UpstreamModel[];
}
