/** The log of the process: one JSON line an entry. Whatever a field holds, it cannot break a line or give a secret away. */
import { type DestinationStream, pino, stdTimeFunctions } from 'pino';
import type { Log, LogFields } from '#core/ports.ts';
import { cleanText, loggable } from '#observe/loggable.ts';

export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  /** Less than this is left out. */
  readonly level: LogLevel;
  /** Standard output where absent. */
  readonly destination?: DestinationStream;
}

export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'message',
  };
  const out = destination ? pino(options, destination) : pino(options);
  const at = (name: 'info' | 'warn' | 'error') => (message: string, fields?: LogFields) => {
    if (out.isLevelEnabled(name)) out[name](safeFields(fields), cleanText(message));
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Names that the line has already would stand in it twice. */
const RESERVED = new Set(['level', 'time', 'pid', 'message']);

function safeFields(fields: LogFields | undefined): object {
  if (!fields) return {};
  const entries = Object.entries(fields).map(([name, value]) => [RESERVED.has(name) ? `${name}_` : name, value]);
  return loggable(Object.fromEntries(entries)) as object;
}
