/** Makes a vendor's own words fit to be shown to a stranger: one line, short, and without anything that looks like a key. */

const MAX_SHOWN = 300;
/** More than this is never looked at. */
const MAX_READ = 4_000;

const KEY_SHAPES = [
  /\bbearer\s+\S+/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|ghp|key|api|token|pplx|nvapi|csk)[-_][\w*-]{6,}/gi,
  /\b(?:AKIA|AIza)[\w-]{10,}/g,
  /[\w*.-]*\*{3,}[\w*.-]*/g,
];
/** Long runs of letters and digits, where both occur: names of models are shorter or have other signs between. */
const LONG_RUN = /[\w-]{24,}/g;

export function quoteVendor(words: string): string {
  const line = words
    .slice(0, MAX_READ)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const known = KEY_SHAPES.reduce((text, shape) => text.replace(shape, '[redacted]'), line);
  const safe = known.replace(LONG_RUN, (run) => (looksRandom(run) ? '[redacted]' : run));
  return safe.length > MAX_SHOWN ? `${safe.slice(0, MAX_SHOWN - 1)}…` : safe;
}

function looksRandom(run: string): boolean {
  const longestWord = Math.max(...run.split('-').map((word) => word.length));
  const isMixed = /\d/.test(run) && /[a-z]/i.test(run);
  return isMixed && (longestWord >= 24 || (run.length >= 40 && /[a-z]/.test(run) && /[A-Z]/.test(run)));
}
