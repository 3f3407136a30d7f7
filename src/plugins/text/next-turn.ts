/** Lets everybody else have a turn, in the middle of work on a long text. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
