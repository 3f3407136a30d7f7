/** Prints what the rounds gave: CPU time, and its ratio to the bare proxy of the same round. */

export interface Measurement {
  readonly door: string;
  /** Microseconds of CPU of a call (whole) or of an event (stream), one figure a round. */
  readonly micros: readonly number[];
  readonly bare: readonly number[];
}

const COLUMNS = ['door', 'CPU µs', 'min', 'max', '× bare', 'min', 'max'] as const;

export function table(title: string, measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ door, micros, bare }) => {
    const ratios = micros.map((value, round) => value / (bare[round] ?? Number.NaN));
    return [door, ...spread(micros, 1), ...spread(ratios, 2)];
  });
  const all = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [title, ...lines].join('\n');
}

function spread(values: readonly number[], digits: number): string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return [middle, sorted[0], sorted.at(-1)].map((value = Number.NaN) => value.toFixed(digits));
}
