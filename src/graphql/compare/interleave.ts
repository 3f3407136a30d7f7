/** Several sequences as one, item by item as they come: none waits for another, and none is asked for more than is read. */

/** Ends when all have ended. Leaving it leaves all of them; what one throws is thrown here. */
export async function* interleave<Item>(sources: readonly AsyncIterable<Item>[]): AsyncGenerator<Item> {
  const arrived: Arrived<Item>[] = [];
  let wake = Promise.withResolvers<void>();
  const arrive = (one: Arrived<Item>) => {
    arrived.push(one);
    wake.resolve();
  };
  const ask = (iterator: AsyncIterator<Item>) => {
    iterator.next().then(
      (result) => arrive({ iterator, result }),
      (error: unknown) => arrive({ iterator, error }),
    );
  };

  const running = new Set(sources.map((source) => source[Symbol.asyncIterator]()));
  try {
    for (const iterator of running) ask(iterator);
    while (running.size > 0) {
      await wake.promise;
      wake = Promise.withResolvers();
      // Each of those that came meanwhile has its turn before any that is asked again.
      for (const { iterator, result, error } of arrived.splice(0)) {
        if (!result) throw error;
        if (result.done) running.delete(iterator);
        else {
          yield result.value;
          ask(iterator);
        }
      }
    }
  } finally {
    await Promise.allSettled([...running].map((iterator) => iterator.return?.()));
  }
}

interface Arrived<Item> {
  readonly iterator: AsyncIterator<Item>;
  readonly result?: IteratorResult<Item, unknown>;
  readonly error?: unknown;
}
