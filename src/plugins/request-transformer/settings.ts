/** The part of a request that may be changed by pointers: all but what is said. */
import { z } from 'zod';
import { type ChatRequest, REASONING_EFFORTS } from '#core/chat/request.ts';
import type { Json } from '#core/json.ts';

const object = z.record(z.string(), z.json());
const positive = z.int().min(1);

const settings = z.strictObject({
  toolChoice: z.union([z.enum(['auto', 'none', 'required']), z.strictObject({ name: z.string() })]),
  parallelToolCalls: z.boolean().optional(),
  responseFormat: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text') }),
    z.strictObject({ type: z.literal('json') }),
    z.strictObject({
      type: z.literal('json-schema'),
      name: z.string(),
      description: z.string().optional(),
      schema: object,
      strict: z.boolean().optional(),
    }),
  ]),
  sampling: z.strictObject({
    maxOutputTokens: positive.optional(),
    temperature: z.number().optional(),
    topP: z.number().optional(),
    topK: z.number().optional(),
    presencePenalty: z.number().optional(),
    frequencyPenalty: z.number().optional(),
    stop: z.array(z.string()).optional(),
    seed: z.int().optional(),
  }),
  reasoning: z
    .strictObject({
      effort: z.enum(REASONING_EFFORTS).optional(),
      budgetTokens: z.int().optional(),
      summary: z.enum(['none', 'auto', 'concise', 'detailed']).optional(),
    })
    .optional(),
  choiceCount: positive.max(128),
  endUser: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  extra: object,
  providerOptions: z.record(z.string(), object).optional(),
  strict: z.boolean().optional(),
});

export const SETTINGS: readonly string[] = Object.keys(settings.shape);

export function settingsOf(request: ChatRequest): Json {
  const { messages: _messages, tools: _tools, vendorTools: _vendorTools, ...rest } = request;
  return rest as unknown as Json;
}

/** @throws Error that names the setting which is not possible. */
export function withSettings(request: ChatRequest, changed: Json): ChatRequest {
  const { data, error } = settings.safeParse(changed);
  if (!data) {
    const [issue] = error.issues;
    throw new Error(`The changed request is not valid at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { messages, tools, vendorTools } = request;
  return { messages, tools, ...(vendorTools && { vendorTools }), ...data } as ChatRequest;
}
