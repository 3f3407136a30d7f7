/** A step of a connection test that was not taken. */
import type { ConnectionStep, ConnectionStepKind } from '#admin/connection-test/connection-check.ts';

export function skippedStep(kind: ConnectionStepKind, message = 'An earlier step failed.'): ConnectionStep {
  return { kind, status: 'skipped', durationMs: 0, message };
}
