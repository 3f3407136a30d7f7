/** Notices at once when the caller goes away. */
import type { ServerResponse } from 'node:http';

/** The signal is aborted where the connection closes before the answer has been sent whole. */
export function abortOnDisconnect(response: ServerResponse): AbortController {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller;
}
