/** Maps a list by waiting for a few items at a time, in order. The first failure ends what is still under way. */
export async function mapBounded<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  map: (item: Item, signal: AbortSignal) => Promise<Value>,
): Promise<Value[]> {
  const controller = new AbortController();
  const values: Value[] = [];
  const left = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (controller.signal.aborted) return;
      values[index] = await map(item, controller.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
    return values;
  } catch (thrown) {
    controller.abort();
    throw thrown;
  }
}
