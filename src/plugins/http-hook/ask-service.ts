/** One judgement of the service: a signed POST, and its answer read by its schema. */
import { z } from 'zod';
import { durationMs } from '#core/config/duration-field.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { parseJson } from '#core/json.ts';
import type { PluginContext, PluginTools } from '#core/plugin.ts';
import { filledHeaders } from '#plugins/delivery/fill-secrets.ts';
import { createWebhookSigner } from '#plugins/delivery/sign-webhook.ts';
import type { HttpHookConfig } from '#plugins/http-hook/config.ts';

const judgement = z.object({
  action: z.enum(['allow', 'flag', 'block', 'replace']),
  /** Replaces the last user message, or the answer. */
  text: z.string().optional(),
  /** Replaces the texts of the messages, one for one. */
  messages: z.array(z.object({ role: z.string(), content: z.string() })).optional(),
  /** Stands in the finding. */
  category: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/)
    .optional(),
  /** Shown to the caller of a call that is blocked. */
  message: z.string().max(500).optional(),
});

export type Judgement = z.infer<typeof judgement>;
export type Stage = HttpHookConfig['stages'][number];

/** @throws Error where the service gives no judgement */
export type AskService = (context: PluginContext, stage: Stage, data: JsonObject) => Promise<Judgement>;

/** @throws Error where a secret is missing */
export function createAskService(config: HttpHookConfig, tools: PluginTools): AskService {
  const { url, allowPrivateNetwork } = config;
  const sign = createWebhookSigner(tools.secret(config.secret));
  const headers = filledHeaders(config.headers, tools);
  const timeoutMs = durationMs(config.timeout);

  return async (context, stage, data) => {
    const at = tools.clock.now();
    const about = { plugin: tools.name, ...factsOf(context), ...data };
    const body = JSON.stringify({ type: `chat.${stage}`, timestamp: new Date(at).toISOString(), data: about });
    const proof = await sign({ id: `${context.callId}-${stage}`, at, body });
    const reply = await tools.http.send({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json', ...proof },
      body,
      timeoutMs,
      allowPrivateNetwork,
      signal: context.signal,
    });
    if (reply.status !== 200) throw new Error(`The service answered ${reply.status}.`);
    const parsed = judgement.safeParse(parseJson(reply.body));
    if (parsed.success) return parsed.data;
    throw new Error('The service answered with something that is no judgement.', { cause: parsed.error });
  };
}

function factsOf({ callId, door, caller, route, model, streamed }: PluginContext): Record<string, Json> {
  const consumer = caller.type === 'key' ? caller.consumer.name : null;
  return { callId, door, consumer, route: route?.name ?? null, model: model.name, streamed };
}
