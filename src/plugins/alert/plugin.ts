/** Sends a signed webhook when a measure of calls reaches a threshold within a window. */
import { durationMs } from '#core/config/duration-field.ts';
import { invalidRequest } from '#core/error/gateway-error.ts';
import { definePlugin, type PluginContext, type PluginTools } from '#core/plugin.ts';
import { type AlertConfig, alertConfig } from '#plugins/alert/config.ts';
import { amountOf, readingOf, UNITS } from '#plugins/alert/measure.ts';
import { createSlidingSum } from '#plugins/alert/sliding-sum.ts';
import { filledHeaders } from '#plugins/delivery/fill-secrets.ts';
import { judgeReply } from '#plugins/delivery/judge-reply.ts';
import { createWebhookSigner, type SignWebhook } from '#plugins/delivery/sign-webhook.ts';

interface Message {
  readonly id: string;
  readonly body: string;
}

const TIMEOUT_MS = 10_000;
const MOST_WAITING = 1_000;
const TRIES = 8;

export const alert = definePlugin<AlertConfig>({
  id: 'alert',
  title: 'Alert',
  summary: 'Sends a signed webhook when calls, errors, spend or tokens reach a threshold within a window.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: alertConfig,
  example: {
    url: 'https://hooks.example.com/gatehouse',
    secret: 'SIGNING',
    measure: 'error-share',
    threshold: 25,
  },
  onFailure: 'open',

  compile(config, tools) {
    const { measure, threshold, atLeastCalls } = config;
    const { clock, keyValue } = tools;
    const sign = signerOf(config, tools);
    const quietMs = durationMs(config.quiet);
    const sums = createSlidingSum(durationMs(config.window), keyValue, clock);
    const headers = { 'content-type': 'application/json', ...filledHeaders(config.headers, tools) };
    const { url, allowPrivateNetwork } = config;

    const box = tools.openOutbox<Message>({
      name: tools.name,
      batchSize: 1,
      intervalMs: 0,
      capacity: MOST_WAITING,
      maxTries: TRIES,
      async send(batch) {
        for (const { id, body } of batch) {
          const signed = { ...headers, ...(await sign({ id, body, at: clock.now() })) };
          const reply = await tools.http.send({
            method: 'POST',
            url,
            headers: signed,
            body,
            timeoutMs: TIMEOUT_MS,
            allowPrivateNetwork,
          });
          const receipt = judgeReply(reply, clock.now());
          if (receipt.type !== 'taken') return receipt;
        }
        return { type: 'taken' };
      },
    });

    return {
      async onSettled(context, outcome) {
        const subject = subjectOf(config.per, context);
        if (subject === undefined) return;
        const amount = amountOf(measure, outcome);
        const [sum, calls] = await Promise.all([
          sums.add(`sum ${subject}`, amount),
          measure === 'error-share' ? sums.add(`calls ${subject}`, 1) : Number.POSITIVE_INFINITY,
        ]);
        if (amount === 0 || calls < atLeastCalls) return;
        const value = readingOf(measure, sum, calls);
        if (value < threshold) return;
        // Whoever makes it 1 is the one to tell.
        if ((await keyValue.add(`told ${subject}`, 1, quietMs)) > 1) return;
        box.add(messageOf(config, { alert: tools.name, subject, value, callId: context.callId, now: clock.now() }));
      },
    };
  },
});

function signerOf(config: AlertConfig, tools: PluginTools): SignWebhook {
  try {
    return createWebhookSigner(tools.secret(config.secret));
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw invalidRequest([{ path: ['secret'], message, code: 'custom' }]);
  }
}

/** Undefined where the call has no such thing. */
function subjectOf(per: AlertConfig['per'], { caller, route, model }: PluginContext): string | undefined {
  switch (per) {
    case 'all':
      return '';
    case 'consumer':
      return caller.type === 'anonymous' ? undefined : caller.consumer.name;
    case 'key':
      return caller.type === 'key' ? caller.key.name : undefined;
    case 'route':
      return route?.name;
    case 'model':
      return model.name;
    default:
      return per satisfies never;
  }
}

interface Occasion {
  readonly alert: string;
  readonly subject: string;
  readonly value: number;
  readonly callId: string;
  readonly now: number;
}

function messageOf(
  { measure, threshold, window, per, quiet }: AlertConfig,
  { alert: name, subject, value, callId, now }: Occasion,
): Message {
  const data = {
    alert: name,
    measure,
    value: Number(value.toPrecision(9)),
    unit: UNITS[measure],
    threshold,
    window,
    ...(per !== 'all' && { [per]: subject }),
    lastCallId: callId,
    quietFor: quiet,
  };
  return {
    id: `msg_${crypto.randomUUID()}`,
    body: JSON.stringify({ type: 'alert.threshold_reached', timestamp: new Date(now).toISOString(), data }),
  };
}
