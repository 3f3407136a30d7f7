/** How the checks of this room say what they found. */
import type { ResourceKind } from '#core/config/difference.ts';
import type { ConfigProblem } from '#core/config/problem.ts';

export type Report = (problem: ConfigProblem) => void;

/** Speaks about one resource. */
export type Tell = (path: readonly PropertyKey[], message: string, severity?: ConfigProblem['severity']) => void;

export function tellOf(report: Report, kind: ResourceKind, { id, name }: { id: string; name: string }): Tell {
  return (path, message, severity = 'error') => report({ kind, id, name, path: path.map(String), message, severity });
}
