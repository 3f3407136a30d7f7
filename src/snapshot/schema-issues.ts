/** What a schema refused, each at the field it is about. */
import type { z } from 'zod';

export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The schema reports unknown fields at the object that has them; a form needs each at its own place. */
export function schemaIssues({ issues }: z.ZodError): readonly SchemaIssue[] {
  return issues.flatMap((issue): SchemaIssue[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'There is no such field.' }));
  });
}
