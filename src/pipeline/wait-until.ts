/** Waits for something that a plugin waits for, no longer than it wants and no longer than the call lasts. */

/** Comes back as well where the promise was rejected. @throws the signal's reason where the call is over. */
export async function waitUntil(until: Promise<unknown>, atMostMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const leave = () => reject(signal.reason);
  const timer = setTimeout(resolve, atMostMs);
  signal.addEventListener('abort', leave, { once: true });
  until.then(
    () => resolve(),
    () => resolve(),
  );
  try {
    await over;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}
