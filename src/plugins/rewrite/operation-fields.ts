/** Changes of a JSON value, as an administrator writes them. */
import { z } from 'zod';

const pointer = z
  .string()
  .max(1_000)
  .regex(/^(?:\/(?:[^~/]|~0|~1)*)+$/, 'Give a JSON Pointer, such as "/sampling/temperature".');

export const operations = z.array(
  z.strictObject({
    kind: z
      .enum(['set', 'default', 'remove', 'rename'])
      .describe('Set a value, set it where there is none, remove it, or move it to another place.'),
    path: pointer.describe('Where, as a JSON Pointer; "-" behind an array is its end.'),
    json: z.string().min(1).max(20_000).optional().describe('The value as JSON, for "set" and "default".'),
    to: pointer.optional().describe('The new place, for "rename".'),
  }),
);

export type Operation = z.infer<typeof operations>[number];
