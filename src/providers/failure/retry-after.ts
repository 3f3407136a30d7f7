/** How long a vendor asks to wait, from the headers of its answer. */

type Headers = Readonly<Record<string, string>>;

/** Milliseconds from zero; undefined where nothing usable was said. */
export function retryAfterMs(headers: Headers): number | undefined {
  return fromMilliseconds(headers['retry-after-ms']) ?? fromSeconds(headers['retry-after']) ?? fromDates(headers);
}

function fromMilliseconds(text: string | undefined): number | undefined {
  const value = Number(text?.trim() || Number.NaN);
  return value >= 0 && value < Number.MAX_SAFE_INTEGER ? Math.ceil(value) : undefined;
}

function fromSeconds(text: string | undefined): number | undefined {
  return fromMilliseconds(text === undefined ? undefined : String(Number(text.trim() || Number.NaN) * 1_000));
}

/** The other form is a date. It is counted from the answer's own `date`, since an adapter has no clock. */
function fromDates({ 'retry-after': until, date }: Headers): number | undefined {
  const wait = Date.parse(until ?? '') - Date.parse(date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
