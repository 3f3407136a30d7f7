/** Gives one plugin its view of the call, and the pen with which it writes on the report. */
import type { BoundPlugin, PluginContext } from '#core/plugin.ts';
import type { ReportDraft } from '#pipeline/report-draft.ts';
import type { EnteredPlugin } from '#pipeline/trip.ts';

/** The part of a context that is the same for all plugins of a call. */
export type SharedContext = Omit<PluginContext, 'remarks'>;

export function enterPlugin(bound: BoundPlugin, shared: SharedContext, report: ReportDraft): EnteredPlugin {
  let pending: string | undefined;
  const context: PluginContext = {
    ...shared,
    remarks: {
      rateLimit: (state) => void report.rateLimits.push(state),
      finding: (finding) => void report.findings.push({ ...finding, plugin: bound.name }),
      cache: (outcome) => {
        report.cache = outcome;
      },
      note: (text) => {
        pending = text;
      },
    },
  };
  return {
    bound,
    context,
    takeNote() {
      const note = pending;
      pending = undefined;
      return note;
    },
  };
}
