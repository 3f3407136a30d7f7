/** From the stored configuration to the snapshot in force, and the check that a change has to pass before it is stored. */
import { type ConfigDocument, EMPTY_DOCUMENT } from '#core/config/document.ts';
import type { ConfigProblem } from '#core/config/problem.ts';
import type { Catalogue } from '#core/cost/model-facts.ts';
import type { AnyPlugin, PluginTools } from '#core/plugin.ts';
import type { Clock, HttpClient, KeyValue, Log, LogFiles, Metrics, OpenOutbox } from '#core/ports.ts';
import type { Secret } from '#core/secret.ts';
import type { Snapshot } from '#core/snapshot.ts';
import { providers } from '#providers/registry.ts';
import { type BuildResult, buildSnapshot } from '#snapshot/build-snapshot.ts';
import { silentOutside } from '#src/app/silent-outside.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { namespaced } from '#src/state/namespaced.ts';

export interface Compiler {
  /** Nothing is configured yet. */
  empty(): Snapshot;
  build(document: ConfigDocument, revision: number): BuildResult;
  /** One whose plugins reach nobody outside and whose state is its own, for one try. */
  apart(): Compiler;
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
  readonly openOutbox: OpenOutbox;
  readonly files: LogFiles;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly plugins: readonly AnyPlugin[];
}

export function createCompiler(deps: CompilerDeps): Compiler {
  const { catalogue, clock, log, keyValue, http, metrics, openOutbox, files, secrets, plugins } = deps;
  const kept = new Map<string, unknown>();
  const toolsOf = ({ id, name }: { readonly id: string; readonly name: string }): PluginTools => ({
    name,
    keyValue: namespaced(keyValue, id),
    clock,
    log,
    http,
    metrics,
    openOutbox,
    files,
    secret: (wanted) => secretNamed(wanted, secrets),
    keep(place, make) {
      const key = `${id} ${place}`;
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key) as ReturnType<typeof make>;
    },
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
    apart() {
      const ownState = createMemoryKeyValue({ clock, maxEntries: 10_000, maxBytes: 10_000_000 });
      return createCompiler({ ...deps, ...silentOutside(files), keyValue: ownState });
    },
    check(document) {
      const result = build(document, 0);
      return result.type === 'built' ? result.warnings : result.problems;
    },
  };
}

function secretNamed(name: string, secrets: ReadonlyMap<string, Secret>): string {
  const secret = secrets.get(name);
  if (secret) return secret.reveal();
  throw new Error(
    `There is no secret "${name}": set GATEHOUSE_PLUGIN_SECRET_${name} in the environment of the gateway.`,
  );
}
