/** The demo provider's wire: as much of a chat as it looks at, and what it says. Both of its ends are here. */
import { z } from 'zod';

const call = z.object({ id: z.string(), name: z.string(), input: z.string() });

const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  text: z.string(),
  calls: z.array(call).optional(),
  callId: z.string().optional(),
});

const schema = z.record(z.string(), z.json());

export const demoQuestion = z.object({
  model: z.string(),
  stream: z.boolean(),
  wordDelayMs: z.number(),
  messages: z.array(message),
  tools: z.array(z.object({ name: z.string(), schema })),
  toolChoice: z.union([z.enum(['auto', 'none', 'required']), z.object({ name: z.string() })]),
  format: z.discriminatedUnion('type', [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json') }),
    z.object({ type: z.literal('json-schema'), schema }),
  ]),
  maxTokens: z.number().optional(),
  stop: z.array(z.string()),
});

const finish = z.enum(['stop', 'length', 'tool-calls']);
const usage = z.object({ input: z.number(), output: z.number() });

export const demoAnswer = z.object({
  id: z.string(),
  model: z.string(),
  text: z.string(),
  calls: z.array(call),
  finish,
  usage,
});

export const demoEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), id: z.string(), model: z.string() }),
  z.object({ type: z.literal('word'), text: z.string() }),
  z.object({ type: z.literal('call'), call }),
  z.object({ type: z.literal('end'), finish, usage }),
]);

export type DemoQuestion = z.infer<typeof demoQuestion>;
export type DemoMessage = z.infer<typeof message>;
export type DemoAnswer = z.infer<typeof demoAnswer>;
export type DemoEvent = z.infer<typeof demoEvent>;
