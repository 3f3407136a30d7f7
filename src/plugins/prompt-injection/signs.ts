/** Signs of a text that speaks to the model over the head of its owner. Each is bounded, so that a text is read in linear time. */
import { nextTurn } from '#plugins/text/next-turn.ts';

export interface Sign {
  /** What was found, such as `override`. */
  readonly name: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

const EARLIER = '(?:previous|prior|preceding|above|earlier|existing|former|all|any|your|these|those|the)';
const ORDERS =
  '(?:instructions?|rules?|orders?|prompts?|directions?|directives?|guidelines?|commands?|restrictions?|programming|training|context|information|messages?)';

export const SIGNS: readonly Sign[] = [
  {
    name: 'override',
    weight: 0.6,
    pattern: new RegExp(
      `\\b(?:ignore|disregard|forget|forgotten|override|bypass|(?:do not|don't|stop) (?:listen to|follow|obey(?:ing)?|following))\\b[^.?!\\n]{0,30}\\b${EARLIER}\\b[^.?!\\n]{0,40}\\b${ORDERS}\\b`,
      'i',
    ),
  },
  {
    name: 'prompt-extraction',
    weight: 0.6,
    pattern:
      /\b(?:repeat|print|reveal|show|output|display|write|tell|give|translate|summari[sz]e|encode)\b[^.?!\n]{0,30}\b(?:your|the above|the system|above|system|hidden|secret|initial|original)\b[^.?!\n]{0,20}\b(?:instructions?|prompts?|rules?|word|password|message)\b/i,
  },
  {
    name: 'secret-of-developers',
    weight: 0.5,
    pattern:
      /\b(?:developers?|creators?|owner)\b[^.?!\n]{0,40}\b(?:told|asked|instructed)\b[^.?!\n]{0,20}\b(?:not to|never to)\b[^.?!\n]{0,20}\b(?:reveal|say|tell|share)\b/i,
  },
  {
    name: 'jailbreak',
    weight: 0.6,
    pattern:
      /\b(?:do anything now|(?:DAN|developer|god|jailbreak|unrestricted|APOPHIS|evil) mode|jailbr(?:eak|oken)|(?:agent|called|named|as|are) DAN\b|no longer bound|without (?:any )?(?:ethical|moral|content) (?:restrictions|limits|filters))/i,
  },
  {
    name: 'new-persona',
    weight: 0.3,
    pattern:
      /\b(?:from now on|you are now|henceforth|starting now)\b[^.?!\n]{0,60}\b(?:act|are|behave|respond|answer|going to|will|must)\b/i,
  },
  {
    name: 'no-limits',
    weight: 0.3,
    pattern:
      /\b(?:can do anything|not limited by|has no (?:rules|limits|restrictions)|all orders being allowed|cannot refuse|never refuse|must comply)\b/i,
  },
  {
    name: 'role-marker',
    weight: 0.5,
    pattern:
      /<\|(?:im_start|system|endoftext|start_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|^[^\S\n\r\u2028\u2029]*(?:#{2,4} ?(?:system|instruction)s?:?\s*$|(?:system|assistant) ?: )/im,
  },
  {
    name: 'false-end',
    weight: 0.3,
    pattern: /[%=#*~_-]{3} ?(?:END|STOP|BEGIN|NEW|START)\b[^\n]{0,40}(?:[%=#*~_-]{3}|\n)/,
  },
  {
    name: 'forced-beginning',
    weight: 0.25,
    pattern:
      /\b(?:begin|start)\b[^.?!\n]{0,20}\b(?:your )?(?:response|answer|reply)\b[^.?!\n]{0,10}\bwith\b|\bconfirm by saying\b/i,
  },
  {
    name: 'urgent-order',
    weight: 0.2,
    pattern: /^[^\S\n\r\u2028\u2029]*(?:important|attention|urgent|note to (?:the )?(?:ai|assistant|model))\b ?[:!]/im,
  },
];

export interface Finding {
  /** From 0 to 1. */
  readonly score: number;
  readonly signs: readonly string[];
}

/** More than this of one text is not read. */
const MOST_READ = 200_000;
/** How much is read in one turn, and how much of it again in the next one: more than any sign is long. */
const WINDOW = 8_192;
const OVERLAP = 512;

export async function scoreOf(text: string): Promise<Finding> {
  const read = plain(text.slice(0, MOST_READ)).slice(0, MOST_READ);
  const found = new Set<Sign>();
  for (let start = 0; start === 0 || start + OVERLAP < read.length; start += WINDOW - OVERLAP) {
    if (start > 0) await nextTurn();
    const part = standInFor(read.charAt(start - 1)) + read.slice(start, start + WINDOW);
    for (const sign of SIGNS) if (!found.has(sign) && sign.pattern.test(part)) found.add(sign);
  }
  const signs = SIGNS.filter((sign) => found.has(sign));
  const score = Math.min(
    1,
    signs.reduce((sum, { weight }) => sum + weight, 0),
  );
  return { score: Math.round(score * 100) / 100, signs: signs.map(({ name }) => name) };
}

/** What stands before a window decides where a line or a word begins, and must begin no sign itself. */
function standInFor(before: string): string {
  if (before === '' || before === '\n') return before;
  return /\w/.test(before) ? '0' : '.';
}

/** Invisible characters, wide letters, look-alikes and wide gaps hide a text from patterns and not from a model. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|[\u{e0000}-\u{e007f}]/gu, '')
    .replace(/[^\S\n]{100,}/g, ' ');
}
