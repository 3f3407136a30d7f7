/** Sends a line for each call that ends to a service, in batches. */
import { durationMs } from '#core/config/duration-field.ts';
import { definePlugin } from '#core/plugin.ts';
import { watchCalls } from '#plugins/call-log/watch-calls.ts';
import { filledHeaders } from '#plugins/delivery/fill-secrets.ts';
import { judgeReply } from '#plugins/delivery/judge-reply.ts';
import { type HttpLogConfig, httpLogConfig } from '#plugins/http-log/config.ts';

const TIMEOUT_MS = 10_000;
/** Most text in one request, unless a single call is longer. */
const BODY_LENGTH = 4_000_000;

const FORMATS = {
  json: { type: 'application/json', join: (lines: readonly string[]) => `[${lines.join(',')}]` },
  'json-lines': { type: 'application/x-ndjson', join: (lines: readonly string[]) => `${lines.join('\n')}\n` },
} as const;

export const httpLog = definePlugin<HttpLogConfig>({
  id: 'http-log',
  title: 'HTTP log',
  summary: 'Sends a line for each call that ends to a service, in batches.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: httpLogConfig,
  example: { url: 'http://127.0.0.1:9000/calls', allowPrivateNetwork: true },
  onFailure: 'open',

  compile(config, tools) {
    const { url, allowPrivateNetwork, format, batchSize, maxTries, spoolBytes } = config;
    const { type, join } = FORMATS[format];
    const headers = { 'content-type': type, ...filledHeaders(config.headers, tools) };
    const box = tools.openOutbox<string>({
      name: tools.name,
      batchSize,
      maxTries,
      intervalMs: durationMs(config.interval),
      capacity: spoolBytes,
      batchCapacity: BODY_LENGTH,
      sizeOf: ({ length }) => length,
      async send(lines) {
        const body = join(lines);
        const reply = await tools.http.send({
          method: 'POST',
          url,
          headers,
          body,
          timeoutMs: TIMEOUT_MS,
          allowPrivateNetwork,
        });
        return judgeReply(reply, tools.clock.now());
      },
    });
    return watchCalls(config, (line) => box.add(JSON.stringify(line)));
  },
});
