/** What an administrator can say about texts that are harmful. */
import { z } from 'zod';
import { durationField } from '#core/config/duration-field.ts';
import { privateNetworkField, urlField } from '#plugins/delivery/destination-fields.ts';

export const moderationConfig = z
  .strictObject({
    source: z
      .enum(['openai', 'azure', 'model'])
      .default('openai')
      .describe("Who judges: OpenAI's moderation endpoint, Azure AI Content Safety, or a model of this gateway."),
    url: urlField()
      .optional()
      .describe('Address, where it is not that of OpenAI; with "azure" the endpoint of the resource.'),
    secret: z
      .string()
      .regex(/^[A-Z0-9_]{1,100}$/, 'Capital letters, digits and underscores.')
      .optional()
      .describe(
        'End of the name of the environment variable with the key of the service: GATEHOUSE_PLUGIN_SECRET_<this>.',
      ),
    model: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe(
        'With "model" the name of the model in this gateway; with "openai" that of the moderation model there.',
      ),
    rubric: z
      .string()
      .min(1)
      .max(10_000)
      .default(
        'hate, harassment, sexual, sexual-minors, self-harm, violence, illicit: how harmful the text is in each of these ways.',
      )
      .describe('With "model": the categories, and what each of them means.'),
    threshold: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('Score from which on a text counts as harmful, for categories without a threshold of their own.'),
    categories: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(100).describe('Name of the category, as the service writes it.'),
          threshold: z.number().min(0.01).max(1).describe('Score from which on a text counts as harmful.'),
        }),
      )
      .max(50)
      .default([])
      .describe('Where not empty, only these categories count.'),
    action: z
      .enum(['block', 'flag'])
      .default('block')
      .describe('What happens on a harmful text: refuse the call, or only report it.'),
    stages: z
      .array(z.enum(['request', 'response']))
      .min(1)
      .max(2)
      .default(['request', 'response'])
      .describe('Where to look: in what the caller sends, in what the model answers, or in both.'),
    roles: z
      .array(z.enum(['system', 'user', 'assistant', 'tool']))
      .min(1)
      .max(4)
      .default(['user', 'tool'])
      .describe('Whose messages are looked at in a request.'),
    window: z
      .int()
      .min(0)
      .max(100_000)
      .default(0)
      .describe('Characters of a streamed answer that are judged together and held so long; 0 holds the whole answer.'),
    timeout: durationField({ atLeastMs: 10, atMostMs: 60_000 })
      .default('4s')
      .describe('Longest time that one question to the service may take.'),
    allowPrivateNetwork: privateNetworkField,
  })
  .superRefine(({ source, url, secret, model }, context) => {
    const missing = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (source === 'model' && model === undefined) missing('model', 'Name the model that judges.');
    if (source === 'azure' && url === undefined) missing('url', 'Give the endpoint of the resource.');
    if (source !== 'model' && secret === undefined) missing('secret', 'Name the variable with the key.');
  });

export type ModerationConfig = z.infer<typeof moderationConfig>;
