/** What an administrator can say about the log in files. */
import { z } from 'zod';
import { callLogFields } from '#plugins/call-log/call-log-fields.ts';

export const fileLogConfig = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(200)
    .default('calls.jsonl')
    .describe('Name of the file, below the folder that the setting GATEHOUSE_LOG_DIR names.'),
  ...callLogFields,
  maxFileBytes: z
    .int()
    .min(10_000)
    .max(10_000_000_000)
    .default(100_000_000)
    .describe('Size above which the file is moved aside and a new one begun.'),
  keepFiles: z.int().min(0).max(1_000).default(5).describe('How many files that were moved aside stay.'),
});

export type FileLogConfig = z.infer<typeof fileLogConfig>;
