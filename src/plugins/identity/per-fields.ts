/** Fields of a configuration that say what is counted apart. */
import { z } from 'zod';

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

export const perFields = {
  per: z
    .enum(['key', 'consumer', 'group', 'route', 'model', 'address', 'header', 'tag', 'all'])
    .default('key')
    .describe('What is counted apart from its like; a caller without it is counted by its network address.'),
  header: z
    .string()
    .max(100)
    .regex(HEADER_NAME, 'Give the name of a header in lower case.')
    .optional()
    .describe('Name of the request header whose values are counted apart; needed with per "header" only.'),
  tag: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name in the metadata of the request whose values are counted apart; needed with per "tag" only.'),
};

export type PerConfig = z.infer<z.ZodObject<typeof perFields>>;

/** A header or a tag is named exactly where it is needed. */
export function checkPer(config: PerConfig, context: z.RefinementCtx): void {
  const { per } = config;
  for (const field of ['header', 'tag'] as const) {
    const given = config[field] !== undefined;
    if (given === (per === field)) continue;
    const message = given ? `Leave it out, since per is "${per}".` : `Name the ${field}, since per is "${field}".`;
    context.addIssue({ code: 'custom', path: [field], message });
  }
}
