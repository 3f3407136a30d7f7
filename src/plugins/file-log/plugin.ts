/** Writes a line of JSON for each call that ends into a file. */
import { invalidRequest } from '#core/error/gateway-error.ts';
import { definePlugin } from '#core/plugin.ts';
import type { LogFiles } from '#core/ports.ts';
import { watchCalls } from '#plugins/call-log/watch-calls.ts';
import { type FileLogConfig, fileLogConfig } from '#plugins/file-log/config.ts';

/** Lines that come close together are written at once. */
const INTERVAL_MS = 100;
const MOST_LINES = 1_000;
const MOST_WAITING = 16_000_000;
const TRIES = 5;

export const fileLog = definePlugin<FileLogConfig>({
  id: 'file-log',
  title: 'File log',
  summary: 'Writes a line of JSON for each call that ends into a file.',
  stage: 'observe',
  merge: 'stack',
  operations: ['chat', 'embedding'],
  config: fileLogConfig,
  example: { file: 'calls.jsonl' },
  onFailure: 'open',

  compile(config, { name, files, openOutbox }) {
    const { file, maxFileBytes: maxBytes, keepFiles: keep } = config;
    checkName(file, files);
    const box = openOutbox<string>({
      name,
      batchSize: MOST_LINES,
      intervalMs: INTERVAL_MS,
      maxTries: TRIES,
      capacity: MOST_WAITING,
      batchCapacity: MOST_WAITING / 4,
      sizeOf: ({ length }) => length,
      async send(lines) {
        await files.append(file, lines.join(''), { maxBytes, keep });
        return { type: 'taken' };
      },
    });
    return watchCalls(config, (line) => box.add(`${JSON.stringify(line)}\n`));
  },
});

function checkName(file: string, files: LogFiles): void {
  try {
    files.check(file);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw invalidRequest([{ path: ['file'], message, code: 'custom' }]);
  }
}
