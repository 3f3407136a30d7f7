/** Headers that tell a caller what became known of its call by the time the answer starts. */
import type { ChatWarning } from '#core/chat/result.ts';
import { rateLimitHeaders } from '#doors/rate-limit-headers.ts';
import type { ChatRun } from '#pipeline/call.ts';

export function callIdHeaders(callId: string): Record<string, string> {
  return { 'x-gatehouse-call-id': callId };
}

export function callHeaders({ callId, model, report }: ChatRun): Record<string, string> {
  return {
    ...callIdHeaders(callId),
    ...(model && { 'x-gatehouse-model': model.name }),
    ...(report.cache !== 'disabled' && { 'x-gatehouse-cache': report.cache }),
    ...rateLimitHeaders(report.rateLimits),
  };
}

const MOST_WARNINGS = 20;

/** Names of the settings that the provider could not take; their sentences are in the GraphQL answer. */
export function warningHeaders(warnings: readonly ChatWarning[]): Record<string, string> {
  const names = new Set(warnings.map(({ setting }) => setting.replace(/[^\x21-\x7e]|,/g, '?').slice(0, 100)));
  return names.size === 0 ? {} : { 'x-gatehouse-warnings': [...names].slice(0, MOST_WARNINGS).join(', ') };
}
