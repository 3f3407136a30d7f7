/** Judges what a file gave as a plugin: it was never seen by a compiler of ours. */
import { z } from 'zod';
import { type AnyPlugin, OPERATIONS, PLUGIN_STAGES } from '#core/plugin.ts';

const text = z.string().min(1).max(500);
const func = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', 'Give a function.');

const SHAPE = z.object({
  id: z
    .string()
    .max(60)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'Give a name in small letters, digits and single dashes, such as "my-plugin".',
    ),
  title: text,
  summary: text,
  stage: z.enum(PLUGIN_STAGES),
  merge: z.enum(['stack', 'replace']),
  operations: z.array(z.enum(OPERATIONS)).min(1).optional(),
  config: z.custom<z.ZodType>(isSchema, 'Give a schema made with z.'),
  example: z.record(z.string(), z.json()),
  onFailure: z.enum(['closed', 'open']),
  modelsOf: func.optional(),
  namesOf: func.optional(),
  compile: func,
});

/** What is wrong with it, in one sentence each; none where it is a plugin. */
export function pluginProblems(given: unknown): readonly string[] {
  const shape = SHAPE.safeParse(given);
  if (!shape.success) {
    return shape.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  }
  const { config, example } = shape.data;
  const parsed = config.safeParse(example);
  const wrong = parsed.success ? [] : parsed.error.issues;
  return [
    ...wrong.map(({ path, message }) => `${['example', ...path].map(String).join('.')}: ${message}`),
    ...formProblems(shape.data as unknown as AnyPlugin),
  ];
}

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';
}

/** The form of its configuration is made from its JSON Schema. */
function formProblems({ config }: AnyPlugin): readonly string[] {
  try {
    const { type } = z.toJSONSchema(config, { io: 'input' });
    return type === 'object' ? [] : ['config: Give an object, such as z.strictObject({…}).'];
  } catch (thrown) {
    return [`config: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  }
}
