/** From the stored configuration to the snapshot in force, and the check that a change has to pass before it is stored. */
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { PluginTools } from '#core/plugin.ts';
import type { Clock, HttpClient, KeyValue, Log, Metrics } from '#core/ports.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { plugins } from '#plugins/registry.ts';
import { providers } from '#providers/registry.ts';
import { type BuildResult, buildSnapshot } from '#snapshot/build-snapshot.ts';
import { namespaced } from '#src/state/namespaced.ts';

export interface Compiler {
  /** Nothing is configured yet. */
  empty(): Snapshot;
  build(document: ConfigDocument, revision: number): BuildResult;
  /** What is wrong with the document or worth knowing of it. */
  check(document: ConfigDocument): readonly ConfigProblem[];
}

interface CompilerDeps {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly log: Log;
  /** State of plugins: each instance has its own part of it, which outlives snapshots. */
  readonly keyValue: KeyValue;
  readonly http: HttpClient;
  readonly metrics: Metrics;
}

export function createCompiler({ catalogue, clock, log, keyValue, http, metrics }: CompilerDeps): Compiler {
  const toolsOf = ({ id, name }: { readonly id: string; readonly name: string }): PluginTools => ({
    name,
    keyValue: namespaced(keyValue, id),
    clock,
    log,
    http,
    metrics,
  });
  const build = (document: ConfigDocument, revision: number) =>
    buildSnapshot({ document, revision }, { providers, plugins, catalogue, toolsOf, now: clock.now() });
  return {
    empty() {
      const result = build(EMPTY_DOCUMENT, -1);
      if (result.type === 'built') return result.snapshot;
      throw new Error('The empty configuration does not run.');
    },
    build,
    check(document) {
      const result = build(document, 0);
      return result.type === 'built' ? result.warnings : result.problems;
    },
  };
}
