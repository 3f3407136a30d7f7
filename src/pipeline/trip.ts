/** One call under way: what every step of the road may see, and which plugins it has passed. */

import type { BoundPlugin, PluginContext, TargetView } from '#core/plugin.ts';
import type { Model } from '#core/snapshot.ts';
import type { ChatCall, PipelineDeps } from '#pipeline/call.ts';
import type { ReportDraft } from '#pipeline/report-draft.ts';

export interface Trip {
  readonly call: ChatCall;
  readonly model: Model;
  readonly chain: readonly BoundPlugin[];
  readonly report: ReportDraft;
  /** The caller's signal and the deadline of the call in one. */
  readonly signal: AbortSignal;
  readonly deps: PipelineDeps;
  /** Grows on the way in only; the way back walks it in reverse. */
  readonly entered: EnteredPlugin[];
  /** The target that began to answer. */
  served?: TargetView;
  /** True once the call is recorded. */
  ended?: boolean;
}

export interface EnteredPlugin {
  readonly bound: BoundPlugin;
  readonly context: PluginContext;
  /** The remark that the plugin left since its last step of the trace. */
  takeNote(): string | undefined;
}
