/** Dollars out of a source as whole millionths: exact where the source is, rounded up where it has endless fractions. */

export function toMicroUsd(usd: number): number {
  const micro = usd * 1_000_000;
  const nearest = Math.round(micro);
  // What is so near differs in the last bits of a floating-point number only.
  return Math.abs(micro - nearest) < 1e-6 * Math.max(1, nearest) ? nearest : Math.ceil(micro);
}
