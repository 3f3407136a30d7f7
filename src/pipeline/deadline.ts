/** The caller's signal joined with a deadline: one signal that says why it was aborted. */

export interface Deadline {
  readonly signal: AbortSignal;
  /** Frees timer and listener; the signal is not aborted by this. */
  close(): void;
}

export function openDeadline(signal: AbortSignal, timeoutMs: number | undefined): Deadline {
  if (timeoutMs === undefined) return { signal, close: () => undefined };
  const controller = new AbortController();
  const leave = () => controller.abort(signal.reason);
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`The deadline of ${timeoutMs} ms passed.`, 'TimeoutError'));
  }, timeoutMs);
  return {
    signal: controller.signal,
    close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    },
  };
}
