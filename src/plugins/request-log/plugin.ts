/** Writes one structured line for each call that ends. */
import { definePlugin } from '#core/plugin.ts';
import { watchCalls } from '#plugins/call-log/watch-calls.ts';
import { type RequestLogConfig, requestLogConfig } from '#plugins/request-log/config.ts';

export const requestLog = definePlugin<RequestLogConfig>({
  id: 'request-log',
  title: 'Request log',
  summary: 'Writes one structured line for each call that ends.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: requestLogConfig,
  example: { content: 'none', sample: 1 },
  onFailure: 'open',
  compile: (config, { log }) => watchCalls(config, (line) => log.info('call', line)),
});
