/** Lengths of time as text: read from "30s", "5m" or ISO 8601 ("PT30S"), written as ISO 8601. Inside they are milliseconds. */

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SHORT = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const ISO = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Milliseconds, rounded to whole ones; undefined where the text is not a length of time. */
export function parseDuration(text: string): number | undefined {
  const short = SHORT.exec(text);
  if (short) return Math.round(Number(short[1]) * UNIT_MS[short[2] as keyof typeof UNIT_MS]);
  const iso = ISO.exec(text);
  if (!iso || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return Math.round(days * UNIT_MS.d + hours * UNIT_MS.h + minutes * UNIT_MS.m + seconds * UNIT_MS.s);
}

/** ISO 8601, such as `PT1M30S`; parts of a second to the microsecond. */
export function formatDuration(milliseconds: number): string {
  const micros = Math.round(Math.max(0, milliseconds) * 1_000);
  const days = Math.floor(micros / (UNIT_MS.d * 1_000));
  const hours = Math.floor(micros / (UNIT_MS.h * 1_000)) % 24;
  const minutes = Math.floor(micros / (UNIT_MS.m * 1_000)) % 60;
  const seconds = (micros % (UNIT_MS.m * 1_000)) / 1_000_000;
  const day = days > 0 ? `${days}D` : '';
  const secondsText = seconds > 0 ? `${seconds.toFixed(6).replace(/\.?0+$/, '')}S` : '';
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${secondsText}`;
  if (day === '' && time === '') return 'PT0S';
  return `P${day}${time === '' ? '' : `T${time}`}`;
}
