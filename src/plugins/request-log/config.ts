/** What an administrator can say about the log of calls. */
import { z } from 'zod';
import { callLogFields } from '#plugins/call-log/call-log-fields.ts';

export const requestLogConfig = z.strictObject(callLogFields);

export type RequestLogConfig = z.infer<typeof requestLogConfig>;
