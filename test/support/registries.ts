/** Registries of kinds and types made for tests of the snapshot: one of each sort that it treats differently. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EMPTY_CATALOGUE } from '#core/cost/model-facts.ts';
import { type AnyPlugin, definePlugin, PLUGIN_STAGES, type PluginStage, type PluginTools } from '#core/plugin.ts';
import type { HttpClient } from '#core/ports.ts';
import { type AnyProvider, defineProvider, type ProviderAdapter } from '#core/provider.ts';
import { createLogFiles } from '#observe/log-files.ts';
import { createMetrics } from '#observe/metrics.ts';
import { createOutboxes } from '#observe/outbox.ts';
import type { Registries } from '#snapshot/build-snapshot.ts';
import { createMemoryKeyValue } from '#src/state/memory-key-value.ts';
import { collectingLog } from '#test/support/collecting-log.ts';

export const NO_HTTP: HttpClient = { send: () => Promise.reject(new Error('Nothing is sent in this test.')) };

type Facts = Pick<ProviderAdapter<object>, 'id' | 'credential'> & Partial<ProviderAdapter<object>>;

function kind(facts: Facts): AnyProvider {
  const never = () => {
    throw new Error('No call is made.');
  };
  return defineProvider<object>({
    title: facts.id,
    docsUrl: 'https://example.com',
    options: z.strictObject({ organization: z.string().optional(), retries: z.int().default(2) }),
    framing: 'sse',
    suggestedModels: [],
    encode: never,
    decodeResult: never,
    createDecoder: never,
    decodeError: never,
    ...facts,
  });
}

export const TEST_KINDS: readonly AnyProvider[] = [
  kind({ id: 'addressless', credential: { type: 'bearer', optional: true } }),
  kind({ id: 'bearer', credential: { type: 'bearer' }, defaultBaseUrl: 'https://bearer.example.com/v1' }),
  kind({ id: 'header', credential: { type: 'header', name: 'x-key' }, defaultBaseUrl: 'https://header.example.com' }),
  kind({
    id: 'offline',
    credential: { type: 'none' },
    defaultBaseUrl: 'offline://here',
    respond: () => ({ type: 'body', body: null }),
  }),
  kind({ id: 'plain', credential: { type: 'none' }, defaultBaseUrl: 'https://plain.example.com' }),
];

function type(id: string, stage: PluginStage, merge: AnyPlugin['merge'] = 'stack'): AnyPlugin {
  return definePlugin<object>({
    id,
    title: id,
    summary: 'Does nothing.',
    stage,
    merge,
    config: z.strictObject({ limits: z.strictObject({ most: z.int().optional() }).optional() }),
    example: {},
    onFailure: 'closed',
    compile: () => ({}),
  });
}

/** One that stacks for each stage, named like it; `memo` and `answer` stand alone. */
export const TEST_TYPES: readonly AnyPlugin[] = [
  ...PLUGIN_STAGES.map((stage) => type(stage, stage)),
  type('memo', 'cache', 'replace'),
  type('answer', 'guard', 'replace'),
];

export function registries(plugins: readonly AnyPlugin[] = TEST_TYPES): Registries {
  return {
    providers: TEST_KINDS,
    plugins,
    catalogue: EMPTY_CATALOGUE,
    toolsOf: ({ name }) => toolsNamed(name),
    now: 1_700_000_000_000,
  };
}

export function toolsNamed(name: string): PluginTools {
  const clock = { now: () => 0, elapsed: () => 0 };
  const keyValue = createMemoryKeyValue({ clock, maxEntries: 100, maxBytes: 100_000 });
  const log = collectingLog();
  return {
    name,
    keyValue,
    clock,
    log,
    http: NO_HTTP,
    metrics: createMetrics(),
    openOutbox: createOutboxes(log).open,
    files: createLogFiles(join(tmpdir(), 'gatehouse-no-logs')),
    secret: () => {
      throw new Error('No secret is known in this test.');
    },
    keep: (_place, make) => make(),
  };
}
