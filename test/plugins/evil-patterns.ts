/**
 * Patterns that are known to take engines that backtrack for ever, each with an attack on it: those of the literature, and
 * those that were found in widely used programs.
 * Sources: https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS,
 * https://blog.cloudflare.com/details-of-the-cloudflare-outage-on-july-2-2019/,
 * https://swtch.com/~rsc/regexp/regexp1.html, https://en.wikipedia.org/wiki/ReDoS
 */

export interface Evil {
  readonly pattern: string;
  /** A text of about so many characters that an engine of that kind cannot decide. */
  attack(length: number): string;
}

function evil(pattern: string, pump: string, end = '!', start = ''): Evil {
  return { pattern, attack: (length) => start + pump.repeat(Math.ceil(length / pump.length)) + end };
}

export const EVIL_PATTERNS: readonly Evil[] = [
  // Repetitions of repetitions.
  evil('(a+)+$', 'a'),
  evil('([a-zA-Z]+)*$', 'a'),
  evil('(a*)*b', 'a'),
  evil('(a+)*b', 'a'),
  evil('((a+)+)+b', 'a'),
  evil('^(\\w+\\s?)*$', 'a '),
  evil('^(\\w+)+@', 'a'),
  evil('(\\d+)+x', '1'),
  evil('(x+x+)+y', 'x'),
  evil('(.+)+=', 'a'),
  evil('(?:\\s*\\w+\\s*)*;', 'a '),
  evil('^(([a-z])+.)+[A-Z]([a-z])+$', 'a'),
  evil('^(?:[a-z0-9]+-?)+$', 'a'),
  evil('("[^"]*")*,', '""'),
  // Choices that overlap.
  evil('(a|aa)+$', 'a'),
  evil('(a|a?)+$', 'a'),
  evil('(a|a)*b', 'a'),
  evil('(a|b|ab)*c', 'ab'),
  evil('(?:a|b|[ab])+c', 'ab'),
  evil('^(?:\\w|[a-z0-9_])+$', 'a'),
  evil('(?:[^<]|<[^!])*-->', '<'),
  evil('(\\s|\\t|\\n)+x', ' \t'),
  // One after the other.
  evil('.*.*=.*', 'x'),
  evil('a*a*a*a*a*b', 'a'),
  evil('\\d+\\d+\\d+\\d+x', '1'),
  evil('\\s+$', ' ', 'x'),
  evil('^\\s+|\\s+$', ' ', 'x', 'x'),
  evil('(?:.*,)*P', ','),
  evil('(.*a){11}', 'a'),
  evil('(.*?,){11}P', '1,'),
  evil('a.*b.*c.*d.*e', 'abcd'),
  evil('\\{.*\\}.*\\{.*\\}', '{'),
  // Counted.
  evil('a?a?a?a?a?a?a?a?a?a?aaaaaaaaaab', 'a'),
  evil('(a{1,10}){1,10}b', 'a'),
  evil('(?:a?){20}a{20}b', 'a'),
  evil('[a-z]{1,100}@', 'a'),
  evil('([0-9]{1,3},?){1,20}x', '1,'),
  // Out of programs.
  evil(
    '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
    'a',
  ),
  evil('^([a-zA-Z0-9_.-])+@(([a-zA-Z0-9-])+\\.)+([a-zA-Z0-9]{2,4})+$', 'a.', '!', 'a@'),
  evil('^(https?://)?([\\da-z.-]+)\\.([a-z.]{2,6})([/\\w .-]*)*/?$', '/a', '!', 'http://a.b'),
  evil(
    '(?:(?:"|\'|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|`|-|\\+)+[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)))',
    'x',
    '!',
    '"',
  ),
  evil('<!--(?:[^-]|-[^-])*--', '-', '!', '<!--'),
  evil('^\\s*(?:/\\*(?:.|\\n)*?\\*/\\s*)*$', '/**/', 'x'),
  evil('^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', 'AAAA'),
  evil('^(?:\\d{1,3}\\.?)+$', '1'),
  evil('([^=]+=[^;]*;?\\s*)+$', 'a=b;', '\n='),
  evil('(?:\\[[^\\]]*\\]\\s*)+\\(', '[] '),
  evil('^(?:-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?,?)+$', '1e1,'),
  evil('(?:%[0-9a-f]{2}|[^%])*%$', '%61', 'x'),
  evil('\\b(?:\\w+\\W+)+end\\b', 'a ', 'x'),
];
