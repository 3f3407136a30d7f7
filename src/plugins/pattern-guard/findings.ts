/** Says once per call, kind and side what was found, and refuses where that is what the configuration says. */
import type { GuardrailFinding } from '#core/call-report.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import type { PluginContext } from '#core/plugin.ts';
import type { PatternGuardConfig } from '#plugins/pattern-guard/config.ts';

export type FindingCategory = 'pattern.deny' | 'pattern.allow';
export type FindingStage = GuardrailFinding['stage'];

const ACTIONS = { block: 'blocked', mask: 'redacted', flag: 'flagged' } as const satisfies Record<
  PatternGuardConfig['action'],
  GuardrailFinding['action']
>;

const SIDES = { request: 'prompt', response: 'answer' } as const satisfies Record<FindingStage, string>;

/** @throws GatewayError GUARDRAIL_BLOCKED where the action is to block; never tells what was matched. */
export type Report = (category: FindingCategory) => void;

export function createReport(
  context: PluginContext,
  { plugin, action, stage }: { plugin: string; action: PatternGuardConfig['action']; stage: FindingStage },
): Report {
  const reported = new Set<FindingCategory>();
  return (category) => {
    if (reported.has(category)) return;
    reported.add(category);
    const finding = { category, action: ACTIONS[action], stage };
    context.remarks.finding(finding);
    if (action !== 'block') return;
    const message = `The guardrail ${plugin} refused the ${SIDES[stage]}.`;
    throw new GatewayError('GUARDRAIL_BLOCKED', { message, findings: [{ plugin, ...finding }] });
  };
}
