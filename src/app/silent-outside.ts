/** An outside that hears and answers nothing, for chains that are tried and not used. */
import type { HttpClient, Log, LogFiles, Metrics, OpenOutbox } from '#core/ports.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const http: HttpClient = { send: () => Promise.reject(new Error('A simulation asks nobody outside.')) };

const metrics: Metrics = {
  counter: () => ({ add: () => undefined }),
  histogram: () => ({ observe: () => undefined }),
};

const openOutbox: OpenOutbox = () => ({ add: () => undefined });

export function silentOutside(files: LogFiles) {
  const unwritten: LogFiles = { check: files.check, append: () => Promise.resolve() };
  return { log, http, metrics, openOutbox, files: unwritten };
}
