/** What personal data looks like. Every pattern is bounded, so that a text is read in linear time. */
import { hasLuhnDigit, isCpf, isFrenchId, isIban, isSpanishId } from '#plugins/pii-redactor/checksums.ts';
import type { EntityType } from '#plugins/pii-redactor/config.ts';

export interface Detector {
  readonly type: EntityType;
  /** Global; a match is looked at by `accepts`. */
  readonly pattern: RegExp;
  /** Takes the match without its separators, as it stands, and the two characters behind it. */
  accepts?(compact: string, text: string, after: string): boolean;
  /** For what has no bounded length: it goes on to the end of this, wherever that is. */
  readonly until?: RegExp;
}

/** In this order: where two overlap, the earlier one counts. */
export const DETECTORS: readonly Detector[] = [
  {
    type: 'secret',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g,
    until: /-----END [A-Z ]{0,30}PRIVATE KEY-----/,
  },
  // https://github.com/settings/tokens, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html and the like.
  {
    type: 'secret',
    pattern:
      /(?<![\w-])(?:sk-(?:ant-|proj-|or-v1-)?[\w-]{16,}|(?:sk|rk|pk)_(?:live|test)_\w{16,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{18,}|xox[abeoprs]-[\w-]{10,}|AIza[\w-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}|hf_\w{30,}|gsk_\w{30,}|xai-\w{30,}|npm_\w{30,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}|eyJ[\w-]{200,})/g,
    // A token may be longer than what is held of a word.
    until: /(?=[^\w.-])/,
  },
  {
    type: 'email',
    pattern:
      /(?<![\w.+%-])[\w%+'-]{1,64}(?:\.[\w%+'-]{1,64}){0,8}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\w-])/gi,
  },
  {
    type: 'iban',
    pattern: /(?<![a-z0-9])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])/gi,
    accepts: (compact) => compact.length >= 15 && compact.length <= 34 && isIban(compact),
  },
  { type: 'national-id', pattern: /(?<![\w-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])/g },
  {
    type: 'national-id',
    pattern: /(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/gi,
  },
  { type: 'national-id', pattern: /(?<!\w)(?:\d{8}|[XYZ]\d{7})-?[A-Z](?!\w)/gi, accepts: isSpanishId },
  { type: 'national-id', pattern: /(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g, accepts: isCpf },
  {
    type: 'national-id',
    pattern: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    accepts: isFrenchId,
  },
  {
    type: 'card',
    pattern:
      /(?<![\w-])(?:1800|2131|[2-6]\d{3})(?:[ -]?\d{4}){1,3}(?:[ -]?\d{1,4})?(?![\w-])|(?<![\w-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w-])/g,
    accepts: (compact) => compact.length >= 12 && compact.length <= 19 && hasLuhnDigit(compact),
  },
  {
    type: 'ip-address',
    pattern:
      /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)|(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gi,
  },
  {
    type: 'phone',
    pattern:
      /(?<![\w.+/-])(?:\+\d{1,3}[ .-]?(?:\(0\))?[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\d{1,10}(?:[ .-]\d{2,10}){0,5}(?: ?x\d{1,5})?(?![\w/:]|[.-]\d)/g,
    accepts: isPhone,
  },
];

/** Dates, also with the hour behind them, and Brazil's postal codes. */
const OTHERS = /^(?:\d{4}[.-]\d{1,2}[.-]\d{1,2}(?:[ ].*)?|\d{1,2}[.-]\d{1,2}[.-](?:\d{2}|\d{4})|\d{5}-\d{3})$/;

/** Seven digits need separators to look like a number that is dialled, ten stand by themselves. */
function isPhone(_compact: string, text: string, after: string): boolean {
  const [number = ''] = text.split('x');
  const digits = number.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || OTHERS.test(number)) return false;
  if (number.startsWith('+')) return true;
  const groups = number.split(/[ .()-]+/).filter((group) => group !== '');
  if (groups.length === 1) return digits.length === 10 && !/^[01]/.test(digits);
  // A flat or a postal code and a house number before a street, as in `370 3911 Fourth Avenue`.
  if (groups.length === 2 && digits.length < 10 && (/^ \p{Lu}/u.test(after) || (groups[1] ?? '').length < 4))
    return false;
  return groups.every((group) => group.length <= 8) && !/^\d{4} \d{4}$/.test(number);
}

/** The listed names as whole words, the longest first. */
export function nameDetector(names: readonly string[]): Detector {
  const words = names.toSorted((left, right) => right.length - left.length).map((name) => RegExp.escape(name.trim()));
  return { type: 'name', pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu') };
}
