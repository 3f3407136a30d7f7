/** What zod found wrong, as issues of our own. */
import type { z } from 'zod';
import type { InputIssue } from '#core/error/gateway-error.ts';

export function zodIssues(error: z.ZodError, prefix: readonly string[] = []): InputIssue[] {
  return error.issues.map(({ path, message, code }) => ({
    path: [...prefix, ...path.map(String)],
    message,
    code: code ?? 'custom',
  }));
}
