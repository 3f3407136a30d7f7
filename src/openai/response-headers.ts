/** Headers that tell a caller what became known of its call by the time the answer starts. */

import { rateLimitHeaders } from '#openai/rate-limit-headers.ts';
import type { ChatRun } from '#pipeline/call.ts';

/** `x-request-id` is where OpenAI's clients look for it. */
export function callIdHeaders(callId: string): Record<string, string> {
  return { 'x-gatehouse-call-id': callId, 'x-request-id': callId };
}

export function callHeaders({ callId, model, report }: ChatRun): Record<string, string> {
  return {
    ...callIdHeaders(callId),
    ...(model && { 'x-gatehouse-model': model.name }),
    ...(report.cache !== 'disabled' && { 'x-gatehouse-cache': report.cache }),
    ...rateLimitHeaders(report.rateLimits),
  };
}
