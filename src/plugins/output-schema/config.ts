/** What an administrator can say about the form of answers. */
import { z } from 'zod';
import type { JsonObject } from '#core/json.ts';
import { schemaProblem } from '#plugins/output-schema/compile-schema.ts';

export const outputSchemaConfig = z.strictObject({
  schema: z
    .record(z.string(), z.unknown())
    .superRefine((schema, context) => {
      const message = schemaProblem(schema as JsonObject);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .optional()
    .describe('JSON Schema that every answer has to fit; without one, that which the request itself asks for.'),
  askFor: z
    .boolean()
    .default(true)
    .describe('Whether the model is told of the schema above where the request asks for no form of its own.'),
  action: z
    .enum(['repair', 'block', 'flag'])
    .default('repair')
    .describe('What happens to an answer that does not fit: ask again for a better one, refuse it, or only report it.'),
  attempts: z
    .int()
    .min(1)
    .max(5)
    .default(1)
    .describe('How often at most a better answer is asked for; what does not fit then is refused.'),
  repairModel: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of the model that is asked for a better answer; without one, the model of the call.'),
});

export type OutputSchemaConfig = z.infer<typeof outputSchemaConfig>;
