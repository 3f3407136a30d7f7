/** One field after a change: what is absent stays, null takes the default again. */
export function patched<Value>(given: Value | null | undefined, known: Value, fallback: Value): Value {
  return given === undefined ? known : (given ?? fallback);
}
