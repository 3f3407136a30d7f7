/** A chain whose plugins are watched: what each of them made of the request, and of the answer. */

import { diffValues } from '#admin/explain/diff-values.ts';
import type { TraceStep } from '#core/call-report.ts';
import { createFolder } from '#core/chat/fold.ts';
import type { FieldDifference } from '#core/config/difference.ts';
import type { Json } from '#core/json.ts';
import type { BoundPlugin, PluginHooks } from '#core/plugin.ts';
import type { Snapshot } from '#core/snapshot.ts';

export interface WatchedSnapshot {
  readonly snapshot: Snapshot;
  /** The steps of a call, each with what it changed. */
  stepsWith(steps: readonly TraceStep[]): readonly WatchedStep[];
}

export interface WatchedStep {
  readonly step: TraceStep;
  readonly differences: readonly FieldDifference[];
}

/** In the order in which the hooks of that phase ran, which is that of their steps. */
type Differences = Record<'request' | 'stream', (() => readonly FieldDifference[])[]>;

/** For one call. Its plugins are not told how it ended: they would write it down. */
export function watchPlugins(snapshot: Snapshot): WatchedSnapshot {
  const seen: Differences = { request: [], stream: [] };
  const watch = (bound: BoundPlugin): BoundPlugin => ({ ...bound, hooks: watchHooks(bound.hooks, seen) });
  return {
    snapshot: { ...snapshot, chainOf: (place) => snapshot.chainOf(place).map(watch) },
    stepsWith(steps) {
      const left = { request: [...seen.request], stream: [...seen.stream] };
      return steps.map((step) => {
        const differences = step.phase === 'request' || step.phase === 'stream' ? left[step.phase].shift()?.() : [];
        return { step, differences: differences ?? [] };
      });
    },
  };
}

function watchHooks(hooks: PluginHooks, seen: Differences): PluginHooks {
  const { onSettled: _untold, ...rest } = hooks;
  return {
    ...rest,
    ...(hooks.onRequest && { onRequest: watchRequest(hooks, seen) }),
    ...(hooks.onStream && { onStream: watchStream(hooks, seen) }),
  };
}

function watchRequest(hooks: PluginHooks, seen: Differences): NonNullable<PluginHooks['onRequest']> {
  return async (context, request) => {
    let after = request;
    seen.request.push(() => diffValues(jsonOf(request), jsonOf(after)));
    const verdict = (await hooks.onRequest?.(context, request)) ?? { type: 'next', request };
    if (verdict.type === 'next') after = verdict.request;
    return verdict;
  };
}

function watchStream(hooks: PluginHooks, seen: Differences): NonNullable<PluginHooks['onStream']> {
  return (context) => {
    const [before, after] = [createFolder(), createFolder()];
    seen.stream.push(() => diffValues(jsonOf(before.partial()), jsonOf(after.partial())));
    const step = hooks.onStream?.(context);
    return async (event) => {
      before.addAll([event]);
      const given = (await step?.(event)) ?? [event];
      after.addAll(given);
      return given;
    };
  };
}

/** Requests and results are plain data. */
function jsonOf(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
